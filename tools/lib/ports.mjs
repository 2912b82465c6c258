// Free ports below the ephemeral range, so that no outgoing connection of this machine can take one.
import { createServer } from 'node:net';

/** Why a port cannot be listened on: an error code such as EADDRINUSE or EACCES; undefined when it can. */
const obstacle = (port, host) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code }) => resolve(code));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });

/** Why http://localhost:port could not be ours: taken on either loopback address, or not allowed; undefined when it can be. */
export async function portObstacle(port) {
  const code = await obstacle(port, '127.0.0.1');
  if (code) return code;
  return (await obstacle(port, '::1')) === 'EADDRINUSE' ? 'EADDRINUSE' : undefined;
}

/** True when nothing listens on 127.0.0.1:port. */
export const isFree = async (port) => (await obstacle(port, '127.0.0.1')) === undefined;

/** The first free port from `from` on. Throws when a thousand are taken. */
export async function freePort(from) {
  for (let port = from; port < from + 1000; port++) if (await isFree(port)) return port;
  throw new Error(`No free port from ${from} to ${from + 999}`);
}

/** A starting point that differs between processes, so that two test runs seldom look at the same ports. */
export const somewhere = (base) => base + (process.pid % 50) * 20;
