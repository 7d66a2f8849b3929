import { encodeNodeId } from '@readout/graphql/node-id.ts';
import { beforeAll, expect, test } from 'vitest';
import { OPERATOR, withDatabase } from '../postgres.ts';
import { ask } from './ask.ts';
import { openReadTrial, type ReadTrial } from './read-trial.ts';

const db = withDatabase();
let trial: ReadTrial;
beforeAll(async () => {
  trial = await openReadTrial(db);
});

const SUBMIT = `mutation ($input: SubmitReadInput!) {
  submitRead(input: $input) { id state version findings { lesion { code } longestDiameterMm } responses { sum statedOverall } }
}`;
const inputOf = (reason: string) => ({
  reviewId: encodeNodeId('Review', { trialId: trial.trialId, id: trial.reviewIds['READER_1'] ?? '' }),
  timepointId: encodeNodeId('Timepoint', { trialId: trial.trialId, id: trial.timepointIds['BL'] ?? '' }),
  lesions: [{ code: 'T01', role: 'target' }],
  findings: [{ lesion: 'T01', state: 'measured', longestDiameterMm: 40 }],
  reason,
});

test('a reader submits and locks, a data manager unlocks, and each answer shows what was written', async () => {
  const reader = { userId: 'reader1' };
  const submitted = await ask(db.database, reader, SUBMIT, { input: inputOf('Read') });
  expect(submitted.errors).toEqual([]);
  const read = submitted.data?.['submitRead'] as { readonly id: string };
  expect(read).toMatchObject({
    state: 'SUBMITTED',
    version: 1,
    findings: [{ lesion: { code: 'T01' }, longestDiameterMm: 40 }],
    responses: [{ sum: 40 }],
  });
  const lock = 'mutation ($id: ID!) { lockRead(readId: $id, reason: "Done") { state lockedAt } }';
  expect((await ask(db.database, reader, lock, { id: read.id })).data).toMatchObject({
    lockRead: { state: 'LOCKED' },
  });
  const unlock = 'mutation ($id: ID!) { unlockRead(readId: $id, reason: "To correct it") { state } }';
  expect((await ask(db.database, reader, unlock, { id: read.id })).errors).toMatchObject([
    { code: 'FORBIDDEN' },
  ]);
  expect((await ask(db.database, OPERATOR, unlock, { id: read.id })).data).toEqual({
    unlockRead: { state: 'SUBMITTED' },
  });
});

test('a mutation without a reason, or for another than the reader, writes nothing', async () => {
  expect(
    (await ask(db.database, { userId: 'reader1' }, SUBMIT, { input: inputOf(' ') })).errors,
  ).toMatchObject([{ code: 'REASON_MISSING' }]);
  expect(
    (await ask(db.database, { userId: 'reader2' }, SUBMIT, { input: inputOf('Mine?') })).errors,
  ).toMatchObject([{ code: 'NOT_FOUND' }]);
});
