import { printSchema } from 'graphql';
import { readFileSync } from 'node:fs';
import { encodeNodeId } from '@readout/graphql/node-id.ts';
import { schema } from '@readout/graphql/schema.ts';
import { beforeAll, expect, test } from 'vitest';
import { withDatabase } from '../postgres.ts';
import { ask } from './ask.ts';
import { insertBlindedTrial, type BlindedTrial } from './blinded-trial.ts';

const test_ = withDatabase();
const as = (userId: string, source: string) => ask(test_.database, { userId }, source);
let blinded: BlindedTrial;

beforeAll(async () => {
  blinded = await test_.asOwner((tx) => insertBlindedTrial(tx));
});

const SUBJECT = `{ subject(protocol: "ONC-1042", number: "1042-001") {
  number site { code } trial { protocol } course { firstDoseOn } centralReason arm { isBlinded }
  timepoints { code studyDay exams { series { number } } }
  reviews { evaluator lesions { code firstTimepoint { code } } bestResponses { best }
    reads { state timepoint { code } findings { longestDiameterMm lesion { code } } responses { overall isDifferent trace { rule } } } }
  centralReview { id } } }`;

test('a subject with reviews, reads, findings and responses costs two statements', async () => {
  const { data, errors, statements } = await as('sponsor', SUBJECT);
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    subject: {
      number: '1042-001',
      centralReason: 'readers agree',
      timepoints: [
        { code: 'BL', studyDay: -7 },
        { code: 'W8', studyDay: 57 },
      ],
      reviews: [
        {
          evaluator: 'READER_1',
          reads: [
            { timepoint: { code: 'BL' } },
            {
              timepoint: { code: 'W8' },
              responses: [{ overall: 'PR', isDifferent: true }],
              findings: [{ longestDiameterMm: 30 }],
            },
          ],
        },
        { evaluator: 'READER_2' },
      ],
    },
  });
  // What the viewer may see, and all the rest.
  expect(statements).toHaveLength(2);
});

test('a reader sees only the own reviews', async () => {
  const { data, errors } = await as('reader2', SUBJECT);
  expect(errors).toEqual([]);
  expect(data).toMatchObject({ subject: { course: null, reviews: [{ evaluator: 'READER_2' }] } });
});

test("another sponsor's person gets nothing, by protocol or by id", async () => {
  const id = encodeNodeId('Review', { trialId: blinded.trialId, id: blinded.reviewIds.first[0] ?? '' });
  const query = `{ trials { protocol } trial(protocol: "ONC-1042") { id } subject(protocol: "ONC-1042", number: "1042-001") { id } node(id: "${id}") { id } }`;
  const stranger = await as('stranger', query);
  expect(stranger.errors).toEqual([]);
  expect(stranger.data).toEqual({
    trials: [{ protocol: 'OTHER-7' }],
    trial: null,
    subject: null,
    node: null,
  });
  const sponsor = await as('sponsor', query);
  expect(sponsor.data).toMatchObject({ node: { id }, trial: {} });
});

test('who asks is told who they are', async () => {
  const { data } = await as(
    'manager',
    '{ viewer { person { name } mayOpenTrials isDemo } trials { protocol myRoles version charter { version criteria { id isConfirmed } } } }',
  );
  expect(data).toMatchObject({
    viewer: { person: { name: 'manager' }, mayOpenTrials: false },
    trials: [
      {
        protocol: 'ONC-1042',
        myRoles: ['DATA_MANAGER'],
        charter: { criteria: [{ id: 'recist-1.1', isConfirmed: true }] },
      },
    ],
  });
});

test('the printed contract is the one that is committed', () => {
  const committed = readFileSync(new URL('../../schema/graphql/schema.graphql', import.meta.url), 'utf8');
  expect(committed).toBe(`${printSchema(schema)}\n`);
});

test('a request that asks for too much at once is refused before the database is asked', async () => {
  const lesions =
    'lesions { findings { lesion { findings { lesion { findings { lesion { findings { lesion { code } } } } } } } } }';
  const { errors, statements } = await as(
    'sponsor',
    `{ trial(protocol: "ONC-1042") { subjects(first: 500) { edges { node { reviews { ${lesions} } } } } } }`,
  );
  expect(errors[0]).toMatchObject({ code: 'TOO_COMPLEX' });
  expect(statements).toEqual([]);
});

test('an id that names no row is nothing, and leaves the rest of the request alone', async () => {
  const forged = Buffer.from('Review:["x","y"]').toString('base64');
  const { data, errors } = await as('sponsor', `{ node(id: "${forged}") { id } trials { protocol } }`);
  expect(errors).toEqual([]);
  expect(data).toEqual({ node: null, trials: [{ protocol: 'ONC-1042' }] });
});
