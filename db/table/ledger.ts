import { bigint, bytea, index, integer, jsonb, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { CHECKPOINT_CAUSES } from '../term.ts';
import { auditSchema } from './audit.ts';
import { oneOf } from './column.ts';
import { means } from './meaning.ts';

export const auditLeaf = auditSchema.table('leaf', {
  index: bigint('index', { mode: 'number' }).primaryKey(),
  entryNumber: bigint('entry_number', { mode: 'number' }).notNull().unique('leaf_entry'),
  hash: bytea('hash').notNull(),
  content: text('content').notNull(),
  salts: jsonb('salts').$type<Readonly<Record<string, string | null>>>().notNull(),
});
means(
  auditLeaf,
  'An entry of the trail as it was sealed: its place in the Merkle tree and the bytes that were hashed. Written by the sealer alone, never changed but by a redaction.',
  {
    index: 'Place in the tree, from 0, without gaps.',
    entryNumber: 'Number of the entry.',
    hash: 'SHA-256 of 0x00 and the content, 32 bytes (RFC 9162, section 2.1.1).',
    content:
      'Canonical JSON (RFC 8785) of the entry; personal values and the reason stand in it as salted digests.',
    salts:
      'The salt of each digest by its path (reason, before.column, after.column), 16 bytes in hexadecimal; null where the value was erased.',
  },
);

export const auditSubtree = auditSchema.table(
  'subtree',
  {
    height: integer('height').notNull(),
    position: bigint('position', { mode: 'number' }).notNull(),
    hash: bytea('hash').notNull(),
  },
  (t) => [primaryKey({ columns: [t.height, t.position] })],
);
means(
  auditSubtree,
  'Root of a perfect subtree of the Merkle tree, kept so that a proof reads few rows. Follows from the leaves.',
  {
    height: '8, 16 or 24: it covers 2 to that power leaves.',
    position: 'Which of that height, from 0: its first leaf is position times 2 to the height.',
    hash: 'SHA-256 of 0x01 and the two hashes below it, 32 bytes.',
  },
);

export const auditCheckpoint = auditSchema.table(
  'checkpoint',
  {
    number: bigint('number', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    size: bigint('size', { mode: 'number' }).notNull(),
    root: bytea('root').notNull(),
    note: text('note').notNull(),
    cause: text('cause', { enum: CHECKPOINT_CAUSES }).notNull(),
    signedAt: timestamp('signed_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [index('checkpoint_size').on(t.size), oneOf('checkpoint_cause', t.cause, CHECKPOINT_CAUSES)],
);
means(auditCheckpoint, 'What the hub signed of its trail: so many entries have this root. Never changed.', {
  number: 'Order in which they were signed; a gap is no proof of a deletion.',
  size: 'Number of leaves it covers.',
  root: 'Root of the Merkle tree over them, 32 bytes.',
  note: 'The signed text (C2SP tlog-checkpoint), as witnesses keep it.',
  cause: 'Why it was signed: MINUTE at its time, else the act that asked for it.',
  signedAt: "By the server's clock.",
});
