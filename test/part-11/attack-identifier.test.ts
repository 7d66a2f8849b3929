import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@readout/db/new-id.ts';
import { transactAsOwner } from '@readout/db/transact.ts';
import { encodeNodeId } from '@readout/graphql/node-id.ts';
import { schema } from '@readout/graphql/schema.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { insertBlindedTrial, type BlindedTrial } from '../graphql/blinded-trial.ts';
import { OPERATOR } from '../postgres.ts';
import { listIdArguments, requestOf, type IdArgument } from './id-argument.ts';
import { PASSWORD, withIdentityHub } from './identity-hub.ts';

const identity = withIdentityHub({ READOUT_DEMO: 'off', READOUT_REQUIRE_SECOND_FACTOR: 'off' });

/** What each argument that takes an id names. A new one fails the first test until it stands here. */
// prettier-ignore
const NAMED: Readonly<Record<string, string>> = {
  'Query.sdtmImport(id)': 'SdtmImport', 'Trial.history(recordId)': 'Row', 'Query.signingOffer(id)': 'Read',
  'Mutation.adjudicateSubject(input.subjectId)': 'Subject', 'Mutation.readjudicateSubject(input.subjectId)': 'Subject',
  'Mutation.approveUnblinding(unblindingId)': 'Unblinding', 'Mutation.withdrawUnblinding(unblindingId)': 'Unblinding',
  'Mutation.cancelSdtmImport(id)': 'SdtmImport', 'Mutation.startSdtmImport(input.uploadId)': 'Upload',
  'Mutation.deactivatePerson(personId)': 'Person', 'Mutation.reactivatePerson(personId)': 'Person', 'Mutation.proveIdentity(personId)': 'Person',
  'Mutation.setLetterOnFile(personId)': 'Person', 'Mutation.resetPassword(personId)': 'Person', 'Mutation.unlockPerson(personId)': 'Person',
  'Mutation.recordTraining(personId)': 'Person', 'Mutation.proposeUnblinding(personId)': 'Person',
  'Mutation.withdrawInvitation(invitationId)': 'Invitation',
  'Mutation.lockRead(readId)': 'Read', 'Mutation.unlockRead(readId)': 'Read', 'Mutation.signRead(input.id)': 'Read',
  'Mutation.signReview(input.id)': 'Subject', 'Mutation.signCharter(input.id)': 'Charter', 'Mutation.signDataCut(input.id)': 'DataCut',
  'Mutation.signFileExport(input.id)': 'FileExport', 'Mutation.signAccessReview(input.id)': 'AccessReview',
  'Query.auditReview(id)': 'AuditReview', 'Mutation.judgeAuditEntries(reviewId)': 'AuditReview', 'Mutation.finishAuditReview(reviewId)': 'AuditReview',
  'Mutation.signAuditReview(input.id)': 'AuditReview',
  'Mutation.revokeRole(heldRoleId)': 'HeldRole', 'Mutation.reviewAccess(verdicts.heldRoleId)': 'HeldRole',
  'Mutation.submitRead(input.reviewId)': 'Review', 'Mutation.submitRead(input.timepointId)': 'Timepoint', 'Mutation.judgeImageQuality(timepointId)': 'Timepoint',
  'Mutation.submitRead(input.findings.seriesId)': 'Series',
  'Trial.sdtmExport(key)': 'SdtmExportKey', 'Mutation.requestSdtmExport(input.dataCutId)': 'DataCut', 'Mutation.cancelSdtmExport(id)': 'SdtmExport',
  'Mutation.acceptSdtmExportFindings(id)': 'SdtmExport', 'Mutation.releaseSdtmExport(id)': 'SdtmExport',
};

/** The table of each kind of row that belongs to a trial. */
// prettier-ignore
const TABLE: Readonly<Record<string, string>> = {
  Subject: 'subject', Read: 'read', Review: 'review', Charter: 'charter', Timepoint: 'timepoint', DataCut: 'data_cut', FileExport: 'file_export',
  AccessReview: 'access_review', AuditReview: 'audit_review', HeldRole: 'membership', Unblinding: 'unblinding_grant', Series: 'series',
  SdtmExport: 'sdtm_export',
};

const NOTHING = '{"data":{"node":null}}\n';
const EMAIL = { eve: 'eve@example.org', reader: 'reader@example.org' } as const;
let blinded: BlindedTrial;
let ids: Readonly<Record<string, string>>;
const cookies = new Map<string, string>();

beforeAll(async () => {
  const { database, config } = identity.hub;
  const write = <Answer>(work: Parameters<typeof transactAsOwner<Answer>>[2]) =>
    transactAsOwner(database, { viewer: OPERATOR, reason: 'A test needs it' }, work);
  blinded = await write(insertBlindedTrial);
  const { trialId } = blinded;
  // Of another sponsor, with every role there; and a reader of the trial, from whom the reads of the other one are hidden.
  const eve = await identity.add({ email: EMAIL.eve });
  const reader = await identity.add({ email: EMAIL.reader });
  await write(async (tx) => {
    const raw = (text: string) => tx.execute(text);
    await raw(`insert into membership (trial_id, id, person_id, role) select t.id, gen_random_uuid(), '${eve}', r from trial t,
      unnest('{TRIAL_ADMINISTRATOR,DATA_MANAGER,READER,ADJUDICATOR,AUDITOR}'::text[]) r where t.protocol = 'OTHER-7'`);
    await raw(
      `insert into membership (trial_id, id, person_id, role) values ('${trialId}', gen_random_uuid(), '${reader}', 'READER')`,
    );
    await raw(
      `insert into data_cut (trial_id, id, name, cut_on, entry_number, taken_by_id) values ('${trialId}', gen_random_uuid(), 'Interim', '2026-06-01', 1, 'manager')`,
    );
    await raw(
      `insert into file_export (trial_id, id, kind, file_name, sha256, bytes, requested_by_id) values ('${trialId}', gen_random_uuid(), 'AUDIT_CSV', 'a.csv', repeat('0', 64), 1, 'manager')`,
    );
    await raw(
      `insert into access_review (trial_id, id, reviewed_by_id, verdicts, next_due_on) values ('${trialId}', gen_random_uuid(), 'administrator', '[]', '2026-09-01')`,
    );
    await raw(
      `insert into audit_review (trial_id, id, from_number, to_number, from_at, to_at, zone, started_by_id, sample_percent, population, sample, seed, listed)
       values ('${trialId}', gen_random_uuid(), 1, 2, now(), now(), 'UTC', 'readout', 10, 1, 1, 1, '[]')`,
    );
    await raw(
      `insert into unblinding_grant (trial_id, id, person_id, first_grantor_id, reason) values ('${trialId}', gen_random_uuid(), 'unblinded', 'administrator', 'Final analysis')`,
    );
    await raw(
      `insert into exam (trial_id, id, subject_id, timepoint_id, modality, acquired_on) select '${trialId}', gen_random_uuid(), subject_id, id, 'CT', assessed_on from timepoint where trial_id = '${trialId}' limit 1`,
    );
    await raw(
      `insert into series (trial_id, id, exam_id, series_instance_uid) select '${trialId}', gen_random_uuid(), id, '1.2.3' from exam where trial_id = '${trialId}'`,
    );
    await raw(
      `insert into sdtm_export (trial_id, id, requested_by_id, reason, evaluators, formats, state) values ('${trialId}', gen_random_uuid(), 'manager', 'Theirs', '{READER_1}', '{XPT}', 'QUEUED')`,
    );
    await raw(
      `insert into sdtm_import (id, requested_by_id, reason, files, state) values (gen_random_uuid(), 'manager', 'Theirs', '{tr.csv}', 'QUEUED')`,
    );
    await raw(
      `update person set identity_method = 'Passport', identity_checked_on = '2026-01-01', identity_checked_by_id = 'readout' where id in ('${eve}', '${reader}')`,
    );
    await raw(`insert into statement_acceptance (person_id, version) values ('${eve}', 1), ('${reader}', 1)`);
  });
  await identity.query(
    `insert into auth.invitation (id, kind, token_sha256, email, name, invited_by, trial_id, roles, reason, expires_at)
    values ($1, 'INVITATION', 'x', 'new@example.org', 'New', 'administrator', $2, '{READER}', 'x', now() + interval '1 day')`,
    [newId(), trialId],
  );
  const upload = newId();
  await mkdir(join(config.dataDir, 'upload', upload, 'file'), { recursive: true });
  await writeFile(join(config.dataDir, 'upload', upload, 'uploader'), 'manager');
  const first = async (text: string) => (await identity.query<{ id: string }>(text))[0]?.id ?? '';
  const found: Record<string, string> = {
    Upload: upload,
    Row: await first(`select id from lesion where trial_id = '${trialId}'`),
    Person: 'sponsor',
    SdtmImport: await first('select id from sdtm_import'),
    SdtmExportKey: await first('select id from sdtm_export'),
    Invitation: await first('select id from auth.invitation'),
  };
  for (const [type, table] of Object.entries(TABLE))
    found[type] = encodeNodeId(type, {
      trialId,
      id: await first(
        // Of the second reader, whose reads the first does not see before both are done.
        type === 'Read'
          ? `select id from read where trial_id = '${trialId}' and review_id = '${blinded.reviewIds.second[0]}' limit 1`
          : type === 'Review'
            ? `select '${blinded.reviewIds.second[0]}' as id`
            : `select id from ${table} where trial_id = '${trialId}' limit 1`,
      ),
    });
  ids = found;
  for (const [name, email] of Object.entries(EMAIL)) cookies.set(name, await identity.cookieFor(email));
});

/** An id of the same kind that never was: of the trial that is hidden, or of none. */
function missing(type: string, trialId: string): string {
  if (type === 'Person') return 'no.such.person';
  return type in TABLE ? encodeNodeId(type, { trialId, id: newId() }) : newId();
}

/** All that the asker is told: status, data, errors with codes; without the id of the request and what the asker sent. */
async function told(who: keyof typeof EMAIL, argument: IdArgument, id: string) {
  await identity.query('delete from auth.failed_try');
  const { query, variables } = requestOf(schema, argument, id, {
    protocol: 'OTHER-7',
    email: EMAIL[who],
    password: PASSWORD,
  });
  const answer = await identity.post('/graphql', { query, variables }, { cookie: cookies.get(who) ?? '' });
  return answer.body.replaceAll(/"requestId":"[^"]+"/g, '').replaceAll(id, 'ID');
}

const ARGUMENTS = listIdArguments(schema);

// OWASP API1, ICH E6(R3) 4.1: an id that somebody may not know is answered as one that never was.
describe('an id of somebody else’s record', { timeout: 60_000 }, () => {
  test('is asked through every argument that takes an id', () => {
    expect(ARGUMENTS.map(({ name }) => name).toSorted()).toEqual(Object.keys(NAMED).toSorted());
    expect(Object.values(NAMED).filter((type) => !(ids[type] ?? '').length)).toEqual([]);
  });

  test.each(ARGUMENTS)('of another sponsor: $name', async (argument) => {
    const type = NAMED[argument.name] ?? '';
    const never = await told('eve', argument, missing(type, newId()));
    expect(never, 'the request is understood').not.toMatch(/BAD_REQUEST|INTERNAL/);
    expect(await told('eve', argument, ids[type] ?? '')).toBe(never);
  });

  test.each(ARGUMENTS.filter(({ name }) => ['Read', 'Review'].includes(NAMED[name] ?? '')))(
    'of the other reader: $name',
    async (argument) => {
      const type = NAMED[argument.name] ?? '';
      const never = await told('reader', argument, missing(type, blinded.trialId));
      expect(never).not.toMatch(/BAD_REQUEST|INTERNAL/);
      expect(await told('reader', argument, ids[type] ?? '')).toBe(never);
    },
  );

  test('through node, by every type that has one, to another sponsor and to the other reader', async () => {
    const ask = async (who: string, id: string) => {
      const query = 'query ($id: ID!) { node(id: $id) { __typename id } }';
      const answer = await identity.post(
        '/graphql',
        { query, variables: { id } },
        { cookie: cookies.get(who) ?? '' },
      );
      return answer.body.replaceAll(/"requestId":"[^"]+"/g, '');
    };
    for (const type of Object.keys(TABLE))
      expect([type, await ask('eve', ids[type] ?? '')]).toEqual([
        type,
        await ask('eve', missing(type, newId())),
      ]);
    expect(await ask('eve', Buffer.from(`Trial:${blinded.trialId}`).toString('base64'))).toBe(NOTHING);
    for (const type of ['Read', 'Review']) expect(await ask('reader', ids[type] ?? '')).toBe(NOTHING);
  });

  test('is changed by none of it', async () => {
    const rows = await identity.query(
      `select distinct actor_id from audit.entry where trial_id = $1 and actor_id <> 'readout'`,
      [blinded.trialId],
    );
    // What the reader was refused in the own trial stands there; of the other sponsor's person there is nothing.
    expect(rows.length).toBeLessThanOrEqual(1);
    expect(
      await identity.query(
        `select from audit.entry where trial_id = $1 and actor_id <> 'readout' and act is distinct from 'REFUSED'`,
        [blinded.trialId],
      ),
    ).toEqual([]);
  });
});
