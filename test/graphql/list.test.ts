import { beforeAll, expect, test } from 'vitest';
import { withDatabase } from '../postgres.ts';
import { ask } from './ask.ts';
import { insertBlindedTrial } from './blinded-trial.ts';

const fresh = withDatabase();
const as = (userId: string, fields: string) =>
  ask(fresh.database, { userId }, `{ trial(protocol: "ONC-1042") { ${fields} } }`);

beforeAll(() => fresh.asOwner((tx) => insertBlindedTrial(tx)));

test('a page of subjects comes in the order asked for, with the count of all pages, in five statements at most', async () => {
  const { data, errors, statements } = await as(
    'sponsor',
    'subjects(first: 2, sort: BEST_CHANGE) { totalCount pageInfo { hasNextPage } edges { cursor node { number site { code } course { firstDoseOn } centralReview { evaluator bestResponses { best } } } } }',
  );
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    trial: {
      subjects: {
        totalCount: 6,
        pageInfo: { hasNextPage: true },
        edges: [
          {
            node: {
              number: '1042-005',
              centralReview: { evaluator: 'READER_1', bestResponses: [{ best: 'CR' }] },
            },
          },
          { node: { number: '1042-001', site: { code: '701' } } },
        ],
      },
    },
  });
  expect(statements.length).toBeLessThanOrEqual(5);
});

test('the page after a cursor begins where the one before ended', async () => {
  const first = await as('sponsor', 'subjects(first: 2) { pageInfo { endCursor } }');
  const { subjects } = first.data?.['trial'] as {
    readonly subjects: { readonly pageInfo: { readonly endCursor: string } };
  };
  const second = await as(
    'sponsor',
    `subjects(first: 2, after: "${subjects.pageInfo.endCursor}") { edges { node { number } } }`,
  );
  expect(second.data).toMatchObject({
    trial: { subjects: { edges: [{ node: { number: '1042-003' } }, { node: { number: '1042-004' } }] } },
  });
});

test('subjects are found by number, best response and difference', async () => {
  const { data, errors } = await as(
    'manager',
    'a: subjects(search: "-003") { edges { node { number } } } b: subjects(best: ["CR", "PD"]) { edges { node { number } } } c: subjects(hasDifference: true) { edges { node { number } } } d: subjects(search: "%") { totalCount }',
  );
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    trial: {
      a: { edges: [{ node: { number: '1042-003' } }] },
      b: { edges: [{ node: { number: '1042-004' } }, { node: { number: '1042-005' } }] },
      c: { edges: [{ node: { number: '1042-001' } }, { node: { number: '1042-002' } }] },
      d: { totalCount: 0 },
    },
  });
});

test('each stated part that differs from the derived one is a row', async () => {
  const { data, errors } = await as(
    'sponsor',
    'differences(first: 1) { totalCount edges { node { subject evaluator timepoint assessedOn part stated derived } } }',
  );
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    trial: {
      differences: {
        totalCount: 2,
        edges: [
          {
            node: {
              subject: '1042-001',
              evaluator: 'READER_1',
              timepoint: 'W8',
              assessedOn: '2026-04-27',
              part: 'OVERALL',
              stated: 'SD',
              derived: 'PR',
            },
          },
        ],
      },
    },
  });
});

test('the standing of a trial is counted by the database', async () => {
  const { data, errors } = await as(
    'manager',
    `progress { subjects screenFailures randomised treated expectedTimepoints receivedTimepoints readTimepoints lockedTimepoints toAdjudicate adjudicated differences }
     enrolment { month enrolled planned } sites { site { code country } subjects timepoints lockedReads differences } evaluators { evaluator subjects } recentChanges(first: 3) { sentence reason recordedAt }`,
  );
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    trial: {
      progress: {
        subjects: 6,
        screenFailures: 0,
        randomised: 6,
        treated: 6,
        expectedTimepoints: null,
        receivedTimepoints: 12,
        readTimepoints: 12,
        lockedTimepoints: 12,
        toAdjudicate: 0,
        adjudicated: 0,
        differences: 2,
      },
      enrolment: [
        { month: '2026-01-01', enrolled: 0 },
        { month: '2026-02-01', enrolled: 6 },
        {},
        {},
        {},
        { enrolled: 6, planned: 12 },
      ],
      sites: [
        {
          site: { code: '701', country: 'NLD' },
          subjects: 6,
          timepoints: 12,
          lockedReads: 24,
          differences: 2,
        },
      ],
      evaluators: [
        { evaluator: 'CENTRAL', subjects: 6 },
        { evaluator: 'READER_1', subjects: 6 },
        { evaluator: 'READER_2', subjects: 6 },
      ],
      recentChanges: [{ reason: 'Set up for a test' }, {}, {}],
    },
  });
});

test('the subject before and after are those by number', async () => {
  const { data, errors } = await ask(
    fresh.database,
    { userId: 'sponsor' },
    '{ subject(protocol: "ONC-1042", number: "1042-001") { previous { number } next { number next { number } } } sdtmImports { id } }',
  );
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    subject: { previous: null, next: { number: '1042-002', next: { number: '1042-003' } } },
    sdtmImports: [],
  });
});
