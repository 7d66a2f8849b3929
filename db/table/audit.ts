import { sql } from 'drizzle-orm';
import {
  bigint,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import { AUDIT_ACTIONS, AUDIT_ACTS } from '../term.ts';
import { oneOf } from './column.ts';
import { means } from './meaning.ts';

export const auditSchema = pgSchema('audit');

/** Counts entries; a sequence of its own, as partitions of PostgreSQL before 17 take no identity column. */
export const auditNumber = auditSchema.sequence('entry_number');

export const auditEntry = auditSchema.table(
  'entry',
  {
    number: bigint('number', { mode: 'number' })
      .notNull()
      .default(sql`nextval('audit.entry_number')`),
    id: uuid('id')
      .notNull()
      .default(sql`private.new_id()`),
    trialId: uuid('trial_id'),
    subjectId: uuid('subject_id'),
    record: text('record').notNull(),
    recordId: text('record_id').notNull(),
    action: text('action', { enum: AUDIT_ACTIONS }).notNull(),
    act: text('act', { enum: AUDIT_ACTS }),
    before: jsonb('before').$type<Readonly<Record<string, unknown>>>(),
    after: jsonb('after').$type<Readonly<Record<string, unknown>>>(),
    changed: text('changed').array().notNull(),
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    actorRoles: text('actor_roles').array().notNull(),
    onBehalfOf: text('on_behalf_of'),
    reasonCode: text('reason_code'),
    reason: text('reason').notNull(),
    recordedAt: timestamp('recorded_at', { withTimezone: true }).notNull(),
    eventAt: timestamp('event_at', { withTimezone: true }),
    zone: text('zone'),
    transaction: bigint('transaction', { mode: 'number' }).notNull(),
    sessionId: text('session_id'),
    requestId: text('request_id'),
    client: text('client'),
    appVersion: text('app_version'),
    schemaVersion: text('schema_version'),
    charterVersion: integer('charter_version'),
    signatureId: uuid('signature_id'),
  },
  (t) => [
    // In the database recorded_at too, as the key of a partition holds the column that it is partitioned by.
    primaryKey({ columns: [t.number] }),
    index('entry_trial').on(t.trialId, t.number),
    index('entry_record').on(t.trialId, t.record, t.recordId, t.number),
    index('entry_subject').on(t.trialId, t.subjectId, t.number),
    index('entry_actor').on(t.actorId, t.trialId, t.number),
    index('entry_act').on(t.trialId, t.act, t.number),
    // Of a kind of row, a kind of change, or under a signature there may be few among millions.
    index('entry_kind').on(t.trialId, t.record, t.number),
    index('entry_change').on(t.trialId, t.action, t.number),
    index('entry_signed')
      .on(t.trialId, t.number)
      .where(sql`signature_id is not null`),
    index('entry_transaction').on(t.transaction, t.number),
    oneOf('entry_action', t.action, AUDIT_ACTIONS),
    oneOf('entry_act_word', t.act, AUDIT_ACTS),
  ],
);
means(
  auditEntry,
  'One change of one row, or one act that changes none: who, when, why, what was and what is. Written by triggers and private.record_act alone; nobody changes it. Partitioned by month of recorded_at.',
  {
    number:
      'Order in which it was recorded; a gap is no proof of a deletion (a rolled-back write leaves one).',
    id: 'UUIDv7, made by the database.',
    trialId: 'The trial of the row; null for what belongs to none.',
    subjectId: 'The subject that the row is about; null where it is about none.',
    record: 'The table, or for an act without a row the kind of thing acted upon.',
    recordId: "The row's id, or that of the thing acted upon.",
    action: 'INSERT, UPDATE or DELETE of a row; ACT: something done that changes no row.',
    act: 'The workflow act, e.g. LOCK, SIGN, VIEW; null for a plain change.',
    before: 'Old values: the whole row for DELETE, the changed fields for UPDATE; null otherwise.',
    after:
      'New values: the whole row for INSERT, the changed fields for UPDATE; details of an ACT; null for DELETE.',
    changed: 'Names of the changed fields; empty but for UPDATE.',
    actorId: 'Who, from the session, never from a column of the row.',
    actorName: 'Printed name at that time.',
    actorRoles: 'Roles held in the trial at that time.',
    onBehalfOf: 'The job of the program that did it for the actor; null where the actor did it.',
    reasonCode: 'Reason from a closed list of the page; null where there is none.',
    reason: 'Why, as the person gave it.',
    recordedAt: "The server's clock at the statement, with zone.",
    eventAt: 'When it happened, where that is another time than it was recorded; else null.',
    zone: 'IANA time zone of the person; null when not told.',
    transaction: 'Transaction of the database; entries of one act share it.',
    sessionId: 'Session of the actor; null for a program.',
    requestId: 'Request that did it; null for a program.',
    client: 'Program of the actor as it named itself (User-Agent); null for a command or job.',
    appVersion: 'Version of Readout that wrote.',
    schemaVersion: 'Newest migration that this Readout knows.',
    charterVersion: "Version of the trial's charter that held; null without one.",
    signatureId: 'The signature that this act gave, or was done under; null where there is none.',
  },
);
