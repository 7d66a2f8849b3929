import pg from 'pg';

/** An error as a log may hold it. */
export type DescribedError = {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly code?: string;
  /** Where in the database, of an error of PostgreSQL. */
  readonly place?: Readonly<Record<string, string>>;
  readonly cause?: DescribedError;
};

/** Causes of causes; more is a circle. */
const DEEPEST = 5;

/**
 * What a log keeps of an error: where it is, and none of the values that a statement was sent with or that a row holds.
 *
 * Drizzle puts the parameters of a statement into its message, among them session tokens, hashes and data of subjects; PostgreSQL quotes what it could not read, and rows in its detail.
 */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'Something else than an error was thrown.', stack: '' };
  const message = messageOf(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const place = error instanceof pg.DatabaseError ? placeOf(error) : undefined;
  return {
    type: error.name,
    message,
    stack: `${error.name}: ${message}${framesOf(error)}`,
    ...(code === undefined ? {} : { code }),
    ...(place === undefined ? {} : { place }),
    ...(error.cause === undefined || depth >= DEEPEST
      ? {}
      : { cause: describeError(error.cause, depth + 1) }),
  };
}

/** The same for a person at a terminal. */
export function errorText(error: unknown): string {
  const { stack, cause } = describeError(error);
  return [stack, ...(cause === undefined ? [] : [`Cause: ${cause.stack}`])].join('\n');
}

function messageOf(error: Error): string {
  const [message = ''] = error.message.split('\nparams: ', 1);
  // Class 22, data exceptions: 'invalid input syntax for type uuid: "…"'.
  return error instanceof pg.DatabaseError && error.code?.startsWith('22') === true
    ? message.replace(/: ".*$/s, '')
    : message;
}

/** The stack repeats the message, of which these are the lines behind. */
function framesOf({ stack = '', message }: Error): string {
  const at = stack.indexOf(message);
  if (at >= 0) return stack.slice(at + message.length);
  const lines = stack.split('\n');
  return lines
    .slice(lines.findLastIndex((line) => !/^\s+at /.test(line)) + 1)
    .map((line) => `\n${line}`)
    .join('');
}

function placeOf({ schema, table, column, constraint, routine, where }: pg.DatabaseError) {
  // Other lines of the context quote data.
  const called = where?.split('\n').filter((line) => /^(PL\/pgSQL|SQL) function /.test(line));
  const given = { schema, table, column, constraint, routine, called: called?.join('; ') };
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}
