import { Finding, Text } from '@maillon/kernel';

/** Exception types of the EPCIS 2.0 OpenAPI, with the only status under which each may be answered. */
const STATUS = {
  ValidationException: 400,
  QueryValidationException: 400,
  QueryParameterException: 400,
  SubscriptionControlsException: 400,
  SecurityException: 401,
  NoSuchNameException: 404,
  NotAcceptableException: 406,
  ResourceAlreadyExistsException: 409,
  CaptureLimitExceededException: 413,
  QueryTooLargeException: 413,
  QueryTooComplexException: 413,
  URITooLongException: 414,
  UnsupportedMediaTypeException: 415,
  ImplementationException: 500,
} as const;

export type EpcisException = keyof typeof STATUS;

export interface ProblemParts {
  readonly title: Text;
  /** What, where, and what to do about it. */
  readonly detail: Text;
  /** Another status than the usual one of the exception: 403 for security, 501 for what is not there. */
  readonly status?: number;
  readonly findings?: readonly Finding[];
  /** Sent beside the usual headers. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal of the EPCIS interface: an RFC 7807 problem with one of the types that EPCIS 2.0 knows. */
export class EpcisProblem extends Error {
  readonly status: number;

  constructor(
    readonly exception: EpcisException,
    readonly parts: ProblemParts,
  ) {
    super(parts.detail.en);
    this.name = 'EpcisProblem';
    this.status = parts.status ?? STATUS[exception];
  }
}

/** The member `type` of a problem, e.g. `epcisException:ValidationException`. */
export const problemType = (exception: EpcisException): string => `epcisException:${exception}`;
