// Free ports below the ephemeral range, so that no outgoing connection of this machine can take one.
import { createServer } from 'node:net';

/** True when nothing listens on 127.0.0.1:port. */
export const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** The first free port from `from` on. Throws when a thousand are taken. */
export async function freePort(from) {
  for (let port = from; port < from + 1000; port++) if (await isFree(port)) return port;
  throw new Error(`No free port from ${from} to ${from + 999}`);
}

/** A starting point that differs between processes, so that two test runs seldom look at the same ports. */
export const somewhere = (base) => base + (process.pid % 50) * 20;
