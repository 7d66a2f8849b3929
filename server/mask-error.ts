import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** The code of every error that is our bug. */
export const INTERNAL = 'INTERNAL';

/**
 * What a client is told of an error.
 *
 * A refusal and a mistake in the request keep their sentence and code. Anything else may carry SQL or rows and is masked.
 */
export function maskError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const original = (error instanceof GraphQLError ? error.originalError : undefined) ?? error;
  const place = {
    ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
  };
  if (wasTooLong(original))
    return {
      message: 'This took too long; ask for fewer rows.',
      ...place,
      extensions: { code: 'TOO_COMPLEX' },
    };
  const code = codeOf(original, formatted);
  if (code === INTERNAL)
    return { message: 'Something went wrong here; it has been logged.', ...place, extensions: { code } };
  return {
    message: original instanceof Error ? original.message : formatted.message,
    ...place,
    extensions: { ...formatted.extensions, code },
  };
}

function codeOf(original: unknown, { extensions }: GraphQLFormattedError): string {
  // Pothos' scope-auth refuses with a class that carries no code.
  if (original instanceof Error && original.name === 'ForbiddenError') return 'FORBIDDEN';
  if (original instanceof Error && original.name === 'Refusal' && 'code' in original)
    return String(original.code);
  if (!(original instanceof GraphQLError)) return INTERNAL;
  const given = extensions?.['code'];
  return typeof given !== 'string' || given === 'INTERNAL_SERVER_ERROR' ? 'BAD_REQUEST' : given;
}

/** Whether PostgreSQL ended a statement that took longer than the configuration allows. @source PostgreSQL, appendix A: 57014 query_canceled */
const wasTooLong = (error: unknown, depth = 0): boolean =>
  error instanceof Error &&
  (('code' in error && error.code === '57014') || (depth < 5 && wasTooLong(error.cause, depth + 1)));
