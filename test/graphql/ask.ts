import { asViewer, type Transaction, type Viewer } from '@readout/db/viewer.ts';
import type { Database } from '@readout/db/database.ts';
import { schema } from '@readout/graphql/schema.ts';
import { graphql } from 'graphql';
import type pg from 'pg';

export interface Reply {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly { readonly message: string; readonly code: unknown }[];
  /** Statements sent to the database, those that open and end the transaction left out. */
  readonly statements: readonly string[];
}

/** A whole request as the hub runs it: one read transaction of one viewer. */
export async function ask(
  database: Database,
  viewer: Viewer,
  source: string,
  variableValues: Readonly<Record<string, unknown>> = {},
): Promise<Reply> {
  return asViewer(database, viewer, async (db) => {
    const client = (db as Transaction & { readonly $client: pg.PoolClient }).$client;
    const statements: string[] = [];
    const send: unknown = Reflect.get(client, 'query');
    if (typeof send !== 'function') throw new Error('A client has no query.');
    Reflect.set(client, 'query', (...given: readonly unknown[]): unknown => {
      const [config] = given;
      statements.push(typeof config === 'string' ? config : (config as { readonly text: string }).text);
      return Reflect.apply(send, client, given) as unknown;
    });
    try {
      const { data, errors = [] } = await graphql({
        schema,
        source,
        variableValues,
        contextValue: { db, viewer, database, requestId: 'test' },
      });
      return {
        data:
          data === undefined || data === null ? null : (JSON.parse(JSON.stringify(data)) as Reply['data']),
        errors: errors.map(({ message, originalError }) => ({
          message:
            originalError?.cause instanceof Error ? `${message}: ${originalError.cause.message}` : message,
          code:
            originalError !== undefined && originalError !== null && 'code' in originalError
              ? originalError.code
              : undefined,
        })),
        statements,
      };
    } finally {
      Reflect.set(client, 'query', send);
    }
  });
}
