import { randomUUID } from 'node:crypto';
import { GraphQLError, GraphQLFormattedError } from 'graphql';
import { DomainError } from '@maillon/kernel';
import { Logger } from '@maillon/runtime';

const MASKED = {
  fr: 'Une erreur est survenue de notre côté. Réessayez ; si elle revient, donnez ce numéro à l’assistance.',
  en: 'Something went wrong on our side. Try again; if it comes back, give this number to support.',
};

/** Codes that GraphQL itself gives: their messages speak of the request alone and may be shown. */
const REQUEST_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'TOO_COMPLEX',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** The error a client reads: a refusal in full, anything else behind a number that the log also has. */
export function formatError(logger: Logger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
    if (cause instanceof DomainError) {
      const { code, path, text, retryAfterSeconds } = cause;
      return {
        ...bare(formatted),
        message: text.en,
        extensions: { code, path, message: text, retryAfterSeconds },
      };
    }
    const code = formatted.extensions?.['code'];
    if (typeof code === 'string' && REQUEST_CODES.has(code) && !(cause instanceof Error && isOurs(cause))) {
      return { ...bare(formatted), extensions: { code, path: formatted.extensions?.['path'] } };
    }
    const correlationId = randomUUID();
    logger.error({ correlationId, error: describe(cause) }, 'request failed');
    return {
      ...bare(formatted),
      message: MASKED.en,
      extensions: { code: 'INTERNAL', message: MASKED, correlationId },
    };
  };
}

const isOurs = (error: Error): boolean => !(error instanceof GraphQLError) && error.name !== 'GraphQLError';

const bare = ({ message, locations, path }: GraphQLFormattedError) => ({
  message: message.replace(/ Did you mean .*\?$/, ''),
  ...(locations && { locations }),
  ...(path && { path }),
});

/** What the log may hold of a fault: its kind, place and message; never parameters or rows. */
function describe(cause: unknown): object {
  if (!(cause instanceof Error)) return { name: typeof cause };
  const code = (cause as { code?: unknown }).code;
  return { name: cause.name, message: cause.message, code, stack: cause.stack };
}
