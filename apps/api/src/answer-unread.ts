import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { Text } from '@maillon/kernel';

/** Longest address and headers together, in bytes: room for addresses that are refused with a reason of their own. */
export const HEADER_BYTES = 64 * 1024;

const TOLD: Readonly<Record<number, Text>> = {
  400: {
    fr: 'Cette demande n’est pas du HTTP qui puisse être lu. Vérifiez le programme qui l’envoie.',
    en: 'This request is no HTTP that can be read. Check the program that sends it.',
  },
  408: {
    fr: 'Cette demande n’est pas arrivée entière à temps. Recommencez.',
    en: 'This request did not arrive whole in time. Send it again.',
  },
  431: {
    fr: `L’adresse et les en-têtes de cette demande dépassent ${HEADER_BYTES} octets. Raccourcissez-les ; une longue requête s’enregistre sous un nom.`,
    en: `The address and headers of this request are longer than ${HEADER_BYTES} bytes. Shorten them; a long query can be stored under a name.`,
  },
};
const STATUS: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers what Node could not read as a request, and so brought to no route, in the form of every other refusal; ends the connection. */
export function answerUnread(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const status = STATUS[error.code ?? ''] ?? 400;
  const body = JSON.stringify({ code: 'BAD_INPUT', message: TOLD[status] });
  if (socket.writable)
    socket.write(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json; charset=utf-8\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  socket.destroy(error);
}
