import { newId } from '@readout/db/new-id.ts';
import { dataCut } from '@readout/db/table/data-cut.ts';
import { sdtmSequence } from '@readout/db/table/sdtm-export.ts';
import { unblindingGrant } from '@readout/db/table/unblinding-grant.ts';
import { transact } from '@readout/db/transact.ts';
import { asViewer } from '@readout/db/viewer.ts';
import { acceptSdtmExport } from '@readout/graphql/export/accept-sdtm-export.ts';
import { cancelSdtmExport } from '@readout/graphql/export/cancel-sdtm-export.ts';
import { releaseSdtmExport } from '@readout/graphql/export/release-sdtm-export.ts';
import { requestSdtmExport } from '@readout/graphql/export/request-sdtm-export.ts';
import { getSdtmExportState } from '@readout/graphql/export/sdtm-export-state.ts';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { insertBlindedTrial } from '../graphql/blinded-trial.ts';
import { withDatabase } from '../postgres.ts';

const db = withDatabase();
let trialId: string;
beforeAll(async () => {
  ({ trialId } = await db.asOwner((tx) => insertBlindedTrial(tx)));
});

const act = <Answer>(who: string, write: Parameters<typeof transact<Answer>>[2]) =>
  transact(db.database, { viewer: { userId: who }, reason: 'For the agency' }, write);
const request = (who: string, isUnblinded = false) =>
  act(who, (tx) =>
    requestSdtmExport(tx, {
      trialId,
      dataCutId: null,
      evaluators: ['READER_2', 'READER_1'],
      domains: null,
      formats: ['CSV', 'XPT'],
      adam: null,
      isUnblinded,
      reason: 'For the agency',
    }),
  );
const step = (who: string, id: string, set: string) =>
  act(who, (tx) => tx.execute(sql`update sdtm_export set ${sql.raw(set)} where id = ${id}::uuid`));
const MADE = `file_name = 'x.zip', sha256 = '${'ab'.repeat(32)}', bytes = 7, finished_at = now()`;
const stateFor = (who: string, id: string) =>
  asViewer(db.database, { userId: who }, (tx) => getSdtmExportState(tx, { trialId, id }));

describe('an export of SDTM datasets', () => {
  test.each(['manager', 'unblinded'])('is asked for by a data manager or statistician (%s)', async (who) => {
    const id = await request(who);
    const { rows } = await db.database.owner.query(
      'select requested_by_id, evaluators, formats, state from sdtm_export where id = $1',
      [id],
    );
    expect(rows).toEqual([
      {
        requested_by_id: who,
        evaluators: ['READER_1', 'READER_2'],
        formats: ['XPT', 'CSV'],
        state: 'QUEUED',
      },
    ]);
    await act(who, (tx) => cancelSdtmExport(tx, { trialId, id, reason: 'Not needed' }));
  });

  test.each(['reader1', 'sponsor', 'auditor', 'administrator', 'stranger'])(
    'is refused to anybody else (%s)',
    async (who) => {
      await expect(request(who)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    },
  );

  test('with arms is for those alone who may see them', async () => {
    await expect(request('manager', true)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(request('unblinded', true)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await db.asOwner((tx) =>
      tx
        .insert(unblindingGrant)
        .values({
          trialId,
          personId: 'unblinded',
          firstGrantorId: 'administrator',
          secondGrantorId: 'manager',
          reason: 'Closed session of the committee',
        })
        .execute(),
    );
    await expect(request('unblinded', true)).resolves.toEqual(expect.any(String));
  });

  test('goes its steps in order, and errors wait for a data manager with a reason', async () => {
    const id = await request('unblinded');
    await expect(step('unblinded', id, "state = 'DONE'")).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(step('manager', id, "state = 'RUNNING'")).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await step('unblinded', id, "state = 'RUNNING'");
    await step('unblinded', id, "subjects_done = 3, step = 'Writing'");
    await expect(step('unblinded', id, "evaluators = '{INVESTIGATOR}'")).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await step('unblinded', id, `state = 'BLOCKED', ${MADE}`);
    const key = { trialId, id };
    await expect(act('unblinded', (tx) => releaseSdtmExport(tx, key))).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await expect(
      act('unblinded', (tx) => acceptSdtmExport(tx, { ...key, reason: 'It is so' })),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(
      act('auditor', (tx) => acceptSdtmExport(tx, { ...key, reason: 'It is so' })),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(act('manager', (tx) => acceptSdtmExport(tx, { ...key, reason: ' ' }))).rejects.toMatchObject(
      { code: 'CONFLICT' },
    );
    await act('manager', (tx) => acceptSdtmExport(tx, { ...key, reason: 'The source has none' }));

    await expect(stateFor('sponsor', id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const fileExportId = await act('manager', (tx) => releaseSdtmExport(tx, key));
    await expect(stateFor('sponsor', id)).resolves.toBe('RELEASED');
    await expect(stateFor('reader1', id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { rows } = await db.database.owner.query(
      `select e.act, f.sha256, x.accepted_by_id from sdtm_export x join file_export f on f.id = x.file_export_id
       join audit.entry e on e.record = 'file_export' and e.record_id = f.id::text where x.id = $1 and f.id = $2`,
      [id, fileExportId],
    );
    expect(rows).toEqual([{ act: 'EXPORT', sha256: 'ab'.repeat(32), accepted_by_id: 'manager' }]);
    await expect(step('manager', id, "refusal = 'x'")).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('is cancelled by who asked for it or a data manager, and not once it has ended', async () => {
    const id = await request('unblinded');
    await act('manager', (tx) => cancelSdtmExport(tx, { trialId, id, reason: 'Wrong cut' }));
    await expect(
      act('unblinded', (tx) => cancelSdtmExport(tx, { trialId, id, reason: 'Wrong cut' })),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('of another trial’s data cut is not found', async () => {
    const cutId = newId();
    const other = await db.asOwner(async (tx) => {
      const { rows } = await tx.execute<{ id: string }>(
        sql`select id from trial where id <> ${trialId}::uuid limit 1`,
      );
      const id = rows[0]?.id ?? '';
      await tx
        .insert(dataCut)
        .values({ trialId: id, id: cutId, name: 'C', cutOn: '2026-01-01', entryNumber: 0, takenById: '' })
        .execute();
      return id;
    });
    expect(other).not.toBe(trialId);
    await expect(
      act('manager', (tx) =>
        requestSdtmExport(tx, {
          trialId,
          dataCutId: cutId,
          evaluators: ['READER_1'],
          domains: null,
          formats: ['CSV'],
          adam: null,
          isUnblinded: false,
          reason: 'For the agency',
        }),
      ),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

test('numbers of rows grow only, for the owner of the tables too', async () => {
  const { rows } = await db.database.owner.query<{ id: string }>(
    'select id from subject where trial_id = $1 limit 1',
    [trialId],
  );
  const id = newId();
  const subjectId = rows[0]?.id ?? '';
  await act('manager', (tx) =>
    tx
      .insert(sdtmSequence)
      .values({ trialId, id, subjectId, domain: 'TR', keys: ['a', 'b'] })
      .execute(),
  );
  const set = (keys: string) => sql`update sdtm_sequence set keys = ${keys}::text[] where id = ${id}::uuid`;
  await act('manager', (tx) => tx.execute(set('{a,b,c}')));
  for (const keys of ['{a,b}', '{b,a,c}', '{a,b,c,a}', '{x,b,c,d}'])
    await expect(db.asOwner((tx) => tx.execute(set(keys)))).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(
    db.asOwner((tx) => tx.execute(sql`delete from sdtm_sequence where id = ${id}::uuid`)),
  ).rejects.toMatchObject({ code: 'CONFLICT' });
});
