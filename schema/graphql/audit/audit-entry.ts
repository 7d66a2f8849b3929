import { builder } from '../builder.ts';
import { Role } from '../person/person.ts';
import { AuditAct, AuditAction } from './entry-filter.ts';
import { pathOf, timepointOf } from './entry-link.ts';
import { bestKey, type PagedEntry } from './entry-page.ts';
import { fieldsOf, type EntryField } from './field-text.ts';
import { sentenceOf } from './sentence.ts';
import { ROLES } from '@readout/db/term.ts';

const AuditField = builder.objectRef<EntryField>('AuditField').implement({
  description: 'One column that an entry tells of, in words.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name of the column, or of the detail of an act.' }),
    label: t.exposeString('label', { description: 'In words, without the unit.' }),
    unit: t.exposeString('unit', {
      nullable: true,
      description: 'Unit of the values; null where they have none.',
    }),
    meaning: t.exposeString('meaning', {
      nullable: true,
      description: 'What the column means; null for a detail of an act.',
    }),
    before: t.exposeString('before', {
      nullable: true,
      description: 'What was, with its unit; null: nothing was there.',
    }),
    after: t.exposeString('after', {
      nullable: true,
      description: 'What is, with its unit; null: nothing is there.',
    }),
  }),
});

const MOST_SIBLINGS = 100;
const isRole = (word: string): word is (typeof ROLES)[number] => (ROLES as readonly string[]).includes(word);

export const AuditEntry = builder.objectRef<PagedEntry>('AuditEntry');
AuditEntry.implement({
  description:
    'One change of one row, or one act that changes none: who, when, why, what was and what is. Nobody changes an entry.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'UUIDv7, made by the database; never reused.' }),
    number: t.exposeInt('number', {
      description: 'Order in which it was recorded; a gap is no proof of a deletion.',
    }),
    sentence: t.string({
      description: 'In plain English, with units.',
      resolve: async (entry) => sentenceOf(entry, await entry.page.names()),
    }),
    fields: t.field({
      type: [AuditField],
      description:
        'What it tells of: the columns that changed, all that a new or a deleted row has, the details of an act.',
      complexity: { field: 1, multiplier: 4 },
      resolve: async (entry) => fieldsOf(entry, await entry.page.names()),
    }),
    subject: t.string({
      nullable: true,
      description: 'Number of the subject that it is about; null where it is about none.',
      resolve: async ({ subjectId, page }) => (await page.names()).nameOf(subjectId) ?? null,
    }),
    timepoint: t.string({
      nullable: true,
      description: 'Code of the timepoint that it is about; null where it is about none.',
      resolve: async (entry) => timepointOf(entry, await entry.page.names()),
    }),
    record: t.exposeString('record', {
      description: 'The table, or for an act without a row the kind of thing acted upon.',
    }),
    recordId: t.exposeString('recordId', { description: "The row's id, or that of the thing acted upon." }),
    path: t.string({
      nullable: true,
      description: "Path of the portal's page that shows the record as it is today; null where none does.",
      resolve: async (entry) => pathOf(entry, await entry.page.names()),
    }),
    action: t.field({
      type: AuditAction,
      description: 'INSERT, UPDATE, DELETE or ACT.',
      resolve: ({ action }) => action,
    }),
    act: t.field({
      type: AuditAct,
      nullable: true,
      description: 'The workflow act; null for a plain change.',
      resolve: ({ act }) => act,
    }),
    before: t.field({
      type: 'JSON',
      nullable: true,
      description: 'Old values: the whole row for DELETE, the changed columns for UPDATE; null otherwise.',
      resolve: ({ before }) => before,
    }),
    after: t.field({
      type: 'JSON',
      nullable: true,
      description:
        'New values: the whole row for INSERT, the changed columns for UPDATE, details of an ACT; null for DELETE.',
      resolve: ({ after }) => after,
    }),
    changed: t.stringList({
      description: 'Names of the changed columns; empty but for UPDATE.',
      resolve: ({ changed }) => [...changed],
    }),
    changesBest: t.boolean({
      description:
        "Whether the same transaction changed the subject's best response or date of progression; false for what was derived itself.",
      resolve: async (entry) =>
        entry.action !== 'ACT' &&
        !['timepoint_response', 'best_response'].includes(entry.record) &&
        entry.subjectId !== null &&
        (await entry.page.changedBests()).has(bestKey(entry)),
    }),
    siblings: t.field({
      type: [AuditEntry],
      description: 'What else the same transaction did in this trial, in order; 100 at most.',
      args: { first: t.arg.int({ defaultValue: 20, description: 'How many.' }) },
      complexity: ({ first }) => ({ field: 5, multiplier: Math.ceil((first ?? 20) / 4) }),
      resolve: async (entry, { first }) => {
        const most = Math.min(MOST_SIBLINGS, Math.max(0, first ?? 20));
        const all = (await entry.page.siblings(most)).get(entry.transaction) ?? [];
        return all.filter(({ number }) => number !== entry.number).slice(0, most);
      },
    }),
    actorId: t.exposeString('actorId', { description: 'Id of who did it, from the session.' }),
    actorName: t.exposeString('actorName', { description: 'Printed name at that time.' }),
    actorRoles: t.field({
      type: [Role],
      description: 'Roles held in the trial at that time.',
      resolve: ({ actorRoles }) => actorRoles.filter(isRole),
    }),
    onBehalfOf: t.exposeString('onBehalfOf', {
      nullable: true,
      description: 'The job of the program that did it for the person; null where the person did it.',
    }),
    reasonCode: t.exposeString('reasonCode', {
      nullable: true,
      description: 'Reason from a closed list; null where there is none.',
    }),
    reason: t.exposeString('reason', { description: 'Why, as the person gave it.' }),
    recordedAt: t.expose('recordedAt', { type: 'DateTime', description: "When, by the server's clock." }),
    eventAt: t.expose('eventAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it happened, where that is another time than it was recorded; else null.',
    }),
    zone: t.exposeString('zone', {
      nullable: true,
      description: 'IANA time zone of the person; null when not told.',
    }),
    transaction: t.exposeString('transaction', {
      description: 'Transaction of the database, a decimal number; entries of one act share it.',
    }),
    sessionId: t.exposeString('sessionId', { nullable: true, description: 'Session; null for a program.' }),
    requestId: t.exposeString('requestId', {
      nullable: true,
      description: "Request (trace id), as in the hub's log; null for a program.",
    }),
    client: t.exposeString('client', {
      nullable: true,
      description: 'Program of the person as it named itself (User-Agent); null for a command or job.',
    }),
    appVersion: t.exposeString('appVersion', {
      nullable: true,
      description: 'Version of Readout that wrote; null for entries of before it was kept.',
    }),
    schemaVersion: t.exposeString('schemaVersion', {
      nullable: true,
      description: 'Newest migration that it knew; null for entries of before it was kept.',
    }),
    charterVersion: t.exposeInt('charterVersion', {
      nullable: true,
      description: 'Version of the charter that held; null without one.',
    }),
    signatureId: t.exposeString('signatureId', {
      nullable: true,
      description: 'The signature that it gave, or was done under; null where there is none.',
    }),
  }),
});
