import { bigint, index, jsonb, pgSchema, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { AUDIT_ACTIONS } from '../term.ts';
import { oneOf } from './column.ts';
import { means } from './meaning.ts';

export const auditSchema = pgSchema('audit');

export const auditEntry = auditSchema.table(
  'entry',
  {
    id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity(),
    trialId: uuid('trial_id'),
    record: text('record').notNull(),
    recordId: text('record_id').notNull(),
    action: text('action', { enum: AUDIT_ACTIONS }).notNull(),
    before: jsonb('before').$type<Readonly<Record<string, unknown>>>(),
    after: jsonb('after').$type<Readonly<Record<string, unknown>>>(),
    changed: text('changed').array().notNull(),
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    actorRoles: text('actor_roles').array().notNull(),
    reason: text('reason').notNull(),
    recordedAt: timestamp('recorded_at', { withTimezone: true }).notNull(),
    transaction: bigint('transaction', { mode: 'number' }).notNull(),
    sessionId: text('session_id'),
    requestId: text('request_id'),
  },
  (t) => [
    primaryKey({ columns: [t.id] }),
    index('entry_trial').on(t.trialId, t.id),
    index('entry_record').on(t.trialId, t.record, t.recordId),
    oneOf('entry_action', t.action, AUDIT_ACTIONS),
  ],
);
means(
  auditEntry,
  'One change of one row: who, when, why, what was and what is. Written by triggers alone; nobody changes it.',
  {
    id: 'Order in which it was recorded; a gap is no proof of a deletion (a rolled-back write leaves one).',
    trialId: 'The trial of the row; null for a row that belongs to none.',
    record: 'The table.',
    recordId: "The row's id.",
    action: 'INSERT, UPDATE or DELETE.',
    before: 'Old values: the whole row for DELETE, the changed fields for UPDATE; null for INSERT.',
    after: 'New values: the whole row for INSERT, the changed fields for UPDATE; null for DELETE.',
    changed: 'Names of the changed fields; empty but for UPDATE.',
    actorId: 'Who, from the session, never from a column of the row.',
    actorName: 'Printed name at that time.',
    actorRoles: 'Roles held in the trial at that time.',
    reason: 'Why, as the person gave it.',
    recordedAt: "The server's clock at the statement, with zone.",
    transaction: 'Transaction of the database; entries of one act share it.',
    sessionId: 'Session of the actor; null for a program.',
    requestId: 'Request that did it; null for a program.',
  },
);
