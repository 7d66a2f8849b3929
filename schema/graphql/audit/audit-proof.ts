import type { Transaction } from '@readout/db/viewer.ts';
import { toBase64 } from '@readout/ledger/bytes.ts';
import { inclusionNodes, makeInclusionProof } from '@readout/ledger/proof.ts';
import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import type { LogWitness } from '../context.ts';
import { AuditEntry } from './audit-entry.ts';
import { readNodes, type AskHashes, type LedgerHash } from './ledger-nodes.ts';

/** What shows that an entry stands in the sealed trail: to be checked with \@readout/ledger's verifyInclusion. */
interface Proof {
  readonly leafIndex: number;
  readonly leaf: string;
  readonly openings: unknown;
  readonly inclusion: readonly string[];
  readonly size: number;
  readonly checkpoint: string;
}

const AuditProof = builder.objectRef<Proof>('AuditProof').implement({
  description:
    'What shows that an entry stands in the sealed trail as it is shown here, to whoever has the verifier key of the log (RFC 9162).',
  fields: (t) => ({
    leafIndex: t.exposeFloat('leafIndex', {
      description: 'Place in the Merkle tree, from 0, a whole number.',
    }),
    leaf: t.exposeString('leaf', {
      description:
        'The text whose UTF-8 bytes are hashed as the leaf: canonical JSON (RFC 8785), personal values as salted digests.',
    }),
    openings: t.field({
      type: 'JSON',
      description:
        'What the digests stand for, by their paths: { salt, value }; the digest is SHA-256 of the salt and the canonical value. Null where the value was redacted.',
      resolve: ({ openings }) => openings,
    }),
    inclusion: t.stringList({
      description:
        'The inclusion proof from the leaf up: hashes of 32 bytes in base64 (RFC 9162, section 2.1.3).',
      resolve: ({ inclusion }) => [...inclusion],
    }),
    size: t.exposeFloat('size', {
      description: 'Number of leaves that the checkpoint covers, a whole number.',
    }),
    checkpoint: t.exposeString('checkpoint', { description: 'The signed note (C2SP tlog-checkpoint).' }),
  }),
});

builder.objectField(AuditEntry, 'proof', (t) =>
  t.field({
    type: AuditProof,
    nullable: true,
    description:
      'That the entry is sealed; null until a signed checkpoint covers it, which takes a minute at most.',
    complexity: 20,
    resolve: ({ number }, _args, { db }) => findProof(db, number),
  }),
);

const WitnessKind = builder.enumType('AuditWitnessKind', {
  description: 'How a witness of the audit trail is known.',
  values: {
    FILE: { description: 'The file with the last witnessed checkpoint that the hub was given at its start.' },
    PROGRAM: { description: 'A program with a token for checkpoints alone, by when it last asked.' },
  } satisfies Record<LogWitness['kind'], object>,
});

const AuditWitness = builder.objectRef<LogWitness>('AuditWitness').implement({
  description: 'Up to where somebody else than the hub holds a checkpoint of the audit trail.',
  fields: (t) => ({
    kind: t.field({ type: WitnessKind, description: 'How it is known.', resolve: ({ kind }) => kind }),
    size: t.exposeFloat('size', { description: 'Number of entries that it covers, a whole number.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was taken.' }),
  }),
});

interface AuditLogState {
  readonly key: string | null;
  readonly size: number;
  readonly checkpoint: string;
  readonly signedAt: Date;
}

const AuditLog = builder.objectRef<AuditLogState>('AuditLog').implement({
  description: 'The sealed audit trail as a log, as its last checkpoint tells of it.',
  fields: (t) => ({
    key: t.exposeString('key', {
      nullable: true,
      description: 'Verifier key of the log (C2SP signed-note); compare it with one that you had otherwise.',
    }),
    size: t.exposeFloat('size', { description: 'Number of entries that are sealed and signed.' }),
    checkpoint: t.exposeString('checkpoint', { description: 'The signed note.' }),
    signedAt: t.expose('signedAt', {
      type: 'DateTime',
      description: "When it was signed, by the server's clock.",
    }),
    witness: t.field({
      type: AuditWitness,
      nullable: true,
      description:
        'The witness that reaches furthest; entries after it are protected by the hub alone. Null: nobody is known to hold a checkpoint.',
      resolve: async (_log, _args, { findWitness }) => (await findWitness?.()) ?? null,
    }),
  }),
});

builder.queryField('auditLog', (t) =>
  t.field({
    type: AuditLog,
    nullable: true,
    description: 'The sealed audit trail; null before its first checkpoint.',
    resolve: async (_root, _args, { db, ledgerKey }) => {
      const last = await findCheckpoint(db, 0);
      return last === undefined
        ? null
        : {
            key: ledgerKey ?? null,
            size: Number(last.size),
            checkpoint: last.note,
            signedAt: new Date(last.signed_at),
          };
    },
  }),
);

interface CheckpointRow extends Record<string, unknown> {
  readonly size: string;
  readonly note: string;
  readonly signed_at: string | Date;
}

/** The proof of an entry that the viewer may see; null when it is not sealed, or no checkpoint covers it yet. */
async function findProof(db: Transaction, entryNumber: number): Promise<Proof | null> {
  const { rows } = await db.execute<{ index: string; content: string; openings: unknown }>(
    sql`select l.index, l.content, private.leaf_openings(e, l.salts) as openings from audit.entry e join audit.leaf l on l.entry_number = e.number where e.number = ${entryNumber}`,
  );
  const [leaf] = rows;
  if (leaf === undefined) return null;
  const index = Number(leaf.index);
  const checkpoint = await findCheckpoint(db, index + 1);
  if (checkpoint === undefined) return null;
  const size = Number(checkpoint.size);
  const read = await readNodes(inclusionNodes(index, size), askAs(db));
  return {
    leafIndex: index,
    leaf: leaf.content,
    openings: leaf.openings,
    inclusion: makeInclusionProof(index, size, read).map(toBase64),
    size,
    checkpoint: checkpoint.note,
  };
}

/** The last checkpoint, when it covers as many leaves. */
async function findCheckpoint(db: Transaction, least: number): Promise<CheckpointRow | undefined> {
  const { rows } = await db.execute<CheckpointRow>(
    sql`select size, note, signed_at from audit.checkpoint where size >= ${least} order by number desc limit 1`,
  );
  return rows[0];
}

const askAs =
  (db: Transaction): AskHashes =>
  async (heights, froms, tos) =>
    (
      await db.execute<LedgerHash & Record<string, unknown>>(
        sql`select * from private.ledger_hashes(${sql.param(heights)}::integer[], ${sql.param(froms)}::bigint[], ${sql.param(tos)}::bigint[])`,
      )
    ).rows;
