import { generateKeyPairSync, KeyObject, sign } from 'node:crypto';
import { createServer, RequestListener, Server as PlainServer } from 'node:http';
import { createServer as createTlsServer, Server as TlsServer } from 'node:https';
import { Server } from 'node:net';

export interface Receiver {
  readonly port: number;
  /** Requests and connections it saw. */
  readonly seen: { readonly hosts: string[]; connections: number; readonly names: (string | undefined)[] };
  close(): Promise<void>;
}

/** A server on an address of this machine; `certificate` makes it speak TLS. */
export async function receiver(
  address: string,
  answer: RequestListener,
  options: { port?: number; certificate?: Certificate } = {},
): Promise<Receiver> {
  const seen: Receiver['seen'] = { hosts: [], connections: 0, names: [] };
  const listener: RequestListener = (request, response) => {
    seen.hosts.push(request.headers.host ?? '');
    answer(request, response);
  };
  const { certificate } = options;
  const server: PlainServer | TlsServer = certificate
    ? createTlsServer({ cert: certificate.certificate, key: certificate.key }, listener)
    : createServer(listener);
  server.on('connection', () => seen.connections++);
  server.on('secureConnection', (socket: { servername?: string }) => seen.names.push(socket.servername));
  const port = await listen(server, address, options.port);
  return {
    port,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Listens on the port given, or on a free one below the ephemeral range. */
async function listen(server: Server, address: string, wanted?: number): Promise<number> {
  for (let tries = 0; ; tries++) {
    const port = wanted ?? 12_000 + Math.floor(Math.random() * 18_000);
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, address, () => {
          server.off('error', reject);
          resolve();
        });
      });
      return port;
    } catch (error) {
      if (wanted || tries === 20) throw error;
    }
  }
}

export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** A self-signed certificate for one name, made here and now: RFC 5280 section 4.1, in DER. */
export function certificateFor(name: string): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const algorithm = sequence(oid('2a8648ce3d040302'));
  const subject = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name)))));
  const validity = sequence(der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('491231235959Z')));
  const extensions = sequence(
    sequence(oid('551d11'), der(0x04, sequence(der(0x82, Buffer.from(name))))),
    sequence(oid('551d13'), der(0x04, sequence(der(0x01, Buffer.from([0xff]))))),
  );
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    subject,
    validity,
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  );
  const signature = sign('sha256', body, privateKey);
  const whole = sequence(body, algorithm, der(0x03, Buffer.from([0]), signature));
  return { certificate: pem('CERTIFICATE', whole), key: keyText(privateKey) };
}

const keyText = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

const pem = (label: string, content: Buffer): string =>
  `-----BEGIN ${label}-----\n${content.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;

const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));

/** Tag, length, value (X.690 section 8.1). */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  const size = value.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), value]);
}
