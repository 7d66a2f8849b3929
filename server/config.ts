import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readIdentityConfig, type IdentityConfig } from './config-identity.ts';
import { readLedgerConfig, type LedgerConfig } from './config-ledger.ts';
import { ConfigRefusal } from './config-refusal.ts';
import { keepSecret } from './keep-secret.ts';

export type Config = IdentityConfig &
  LedgerConfig & {
    readonly port: number;
    readonly host: string;
    /** Where the embedded database, uploads and the generated secret are kept. */
    readonly dataDir: string;
    /** The owner's role on a PostgreSQL 15 or later; without it the embedded one runs. */
    readonly databaseUrl: string | undefined;
    /** Signs sessions. */
    readonly secret: string;
    /** Whether the demonstration's trial and people exist and may sign in. */
    readonly isDemo: boolean;
    /** The address people use, such as https://readout.example.org; undefined: the one each request names. */
    readonly publicUrl: string | undefined;
    readonly logLevel: LogLevel;
    /** How long PostgreSQL works on one statement that reads for a request, seconds; ten times as long on one that writes. 0: as long as it takes. */
    readonly statementSeconds: number;
    /** How many proxies in front are trusted to name the client's address. */
    readonly proxyCount: number;
    readonly isDevelopment: boolean;
  };

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * Reads the environment, once.
 *
 * Makes the data folder and, without READOUT_SECRET, a secret that is kept in it.
 *
 * @throws ConfigRefusal with a sentence that names the variable
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const read = (name: string) => environment[name]?.trim() || undefined;
  const databaseUrl = readDatabaseUrl(read('DATABASE_URL'));
  const dataDir = makeDataDir(resolve(read('READOUT_DATA') ?? join(import.meta.dirname, '..', '.readout')));
  const isDemo = readSwitch('READOUT_DEMO', read('READOUT_DEMO')) ?? databaseUrl === undefined;
  return {
    port: readNumber('PORT', read('PORT'), 3000, 65_535),
    host: read('HOST') ?? '127.0.0.1',
    dataDir,
    databaseUrl,
    secret: readSecret(read('READOUT_SECRET')) ?? keepSecret(join(dataDir, 'secret')),
    isDemo,
    publicUrl: readPublicUrl(read('READOUT_URL')),
    logLevel: readWord('LOG_LEVEL', read('LOG_LEVEL'), LOG_LEVELS) ?? 'info',
    statementSeconds: readNumber('READOUT_STATEMENT_SECONDS', read('READOUT_STATEMENT_SECONDS'), 60, 86_400),
    proxyCount: readNumber('READOUT_PROXIES', read('READOUT_PROXIES'), 0, 10),
    isDevelopment: environment['NODE_ENV'] === 'development',
    ...readIdentityConfig(
      read,
      readSwitch('READOUT_REQUIRE_SECOND_FACTOR', read('READOUT_REQUIRE_SECOND_FACTOR')) ?? !isDemo,
    ),
    ...readLedgerConfig(read, dataDir),
  };
}

function readNumber(name: string, text: string | undefined, otherwise: number, largest: number): number {
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= largest) return number;
  throw new ConfigRefusal(`${name} is "${text}", but must be a whole number from 0 to ${largest}.`);
}

function readSwitch(name: string, text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  if (['1', 'true', 'on', 'yes'].includes(text.toLowerCase())) return true;
  if (['0', 'false', 'off', 'no'].includes(text.toLowerCase())) return false;
  throw new ConfigRefusal(`${name} is "${text}", but must be on or off.`);
}

function readWord<Word extends string>(
  name: string,
  text: string | undefined,
  words: readonly Word[],
): Word | undefined {
  if (text === undefined) return undefined;
  const word = words.find((each) => each === text.toLowerCase());
  if (word !== undefined) return word;
  throw new ConfigRefusal(`${name} is "${text}", but must be one of ${words.join(', ')}.`);
}

function readDatabaseUrl(text: string | undefined): string | undefined {
  if (
    text === undefined ||
    (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text.replace('@/', '@localhost/')))
  )
    return text;
  throw new ConfigRefusal(
    'DATABASE_URL must be an address such as postgresql://owner:password@host:5432/readout.',
  );
}

function readPublicUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '')
    return url.origin;
  throw new ConfigRefusal(
    `READOUT_URL is "${text}", but must be an origin such as https://readout.example.org.`,
  );
}

function readSecret(text: string | undefined): string | undefined {
  if (text === undefined || text.length >= 32) return text;
  throw new ConfigRefusal(
    'READOUT_SECRET must have at least 32 characters; "openssl rand -base64 32" makes one.',
  );
}

function makeDataDir(path: string): string {
  try {
    mkdirSync(path, { recursive: true });
    return path;
  } catch (error) {
    throw new ConfigRefusal(`READOUT_DATA is "${path}", where nothing can be written: ${describe(error)}.`);
  }
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));
