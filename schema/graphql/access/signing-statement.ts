import { Refusal } from '@readout/db/refusal.ts';
import { SIGNING_STATEMENTS } from '@readout/db/signing-statement.ts';
import { statementAcceptance } from '@readout/db/table/statement-acceptance.ts';
import { transact } from '@readout/db/transact.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';

interface Statement {
  readonly version: number;
  readonly text: string;
  readonly acceptedAt: string | null;
}

const SigningStatement = builder.objectRef<Statement>('SigningStatement').implement({
  description:
    'The statement that who signs has accepted: that electronic signatures bind as those on paper (21 CFR 11.10(j)).',
  fields: (t) => ({
    version: t.exposeInt('version', { description: 'Version that holds.' }),
    text: t.exposeString('text', { description: 'Its text.' }),
    acceptedAt: t.expose('acceptedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the viewer accepted this version; null: not yet.',
    }),
  }),
});

async function getStatement(db: Transaction): Promise<Statement> {
  const newest = SIGNING_STATEMENTS.at(-1);
  if (newest === undefined) throw new Error('There is no statement to accept.');
  const { rows } = await db.execute<{ at: string }>(
    sql`select accepted_at as at from statement_acceptance where person_id = private.viewer_id() and version = ${newest.version}`,
  );
  return { ...newest, acceptedAt: rows[0]?.at ?? null };
}

/**
 * Accepts, for oneself, that electronic signatures bind as those on paper. A version accepted already changes nothing.
 *
 * Audited: ACCOUNT.
 *
 * @throws Refusal CONFLICT for a version that is not the newest
 */
export async function acceptStatement(
  tx: Transaction,
  { personId, version }: { readonly personId: string; readonly version: number },
): Promise<void> {
  if (version !== SIGNING_STATEMENTS.at(-1)?.version)
    throw new Refusal('CONFLICT', 'There is a newer statement; read it and accept that one.');
  await tx.insert(statementAcceptance).values({ personId, version }).onConflictDoNothing().execute();
}

builder.queryField('signingStatement', (t) =>
  t.field({
    type: SigningStatement,
    description: 'What the viewer accepts before the first signature.',
    resolve: (_root, _args, { db }) => getStatement(db),
  }),
);

builder.mutationField('acceptSigningStatement', (t) =>
  t.field({
    type: SigningStatement,
    description:
      'Accepts the statement about signatures, for oneself. CONFLICT for a version that is not the newest.',
    args: { version: t.arg.int({ description: 'The version that was read.', required: true }) },
    resolve: async (_root, { version }, { db, database, viewer }) => {
      const reason = `Accepted version ${version} of the statement about electronic signatures`;
      await transact(database, { viewer, reason }, (tx) =>
        acceptStatement(tx, { personId: viewer.userId, version }),
      );
      return getStatement(db);
    },
  }),
);
