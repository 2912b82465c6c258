/** Why a request to another machine came to nothing. None of them tells what stands inside our own network. */
export type OutgoingFailure =
  /** The address itself may not be called: see `UrlFault`. */
  | 'url-refused'
  /** Its name is unknown, or leads to an address that is not public: which of the two is not said. */
  | 'not-public'
  | 'timeout'
  /** The certificate is not valid for this name, or no common protocol. */
  | 'tls'
  /** Nobody listens there, or the line was cut. */
  | 'connection'
  | 'aborted';

export class OutgoingError extends Error {
  constructor(
    readonly failure: OutgoingFailure,
    options?: { cause?: unknown },
  ) {
    super(`Request to another machine: ${failure}`, options);
    this.name = 'OutgoingError';
  }
}

const TLS = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_INVALID_PROTOCOL|EPROTO)/;

/** The failure that an error of node:net, node:tls or node:http stands for. */
export function failureOf(error: unknown): OutgoingError {
  if (error instanceof OutgoingError) return error;
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  return new OutgoingError(TLS.test(code) ? 'tls' : 'connection', { cause: error });
}
