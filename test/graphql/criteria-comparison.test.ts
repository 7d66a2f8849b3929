import { bestResponse } from '@readout/db/table/response.ts';
import { charter } from '@readout/db/table/trial.ts';
import { newId } from '@readout/db/new-id.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { withDatabase } from '../postgres.ts';
import { ask } from './ask.ts';
import { ARM_CODES, ARM_NAMES, insertBlindedTrial, TREATMENTS } from './blinded-trial.ts';

const db = withDatabase();

/** By iRECIST, of the subjects of the blinded trial in their order: best and date of progression; by RECIST 1.1 none progresses. */
const IMMUNE = [
  ['iPR', null],
  ['iPR', null],
  ['iPR', null],
  ['iUPD', '2026-04-27'],
  ['iCR', null],
  ['NE', null],
] as const;

beforeAll(() =>
  db.asOwner(async (tx) => {
    const { trialId, reviewIds } = await insertBlindedTrial(tx);
    const charterId = newId();
    await tx
      .insert(charter)
      .values({
        trialId,
        id: charterId,
        version: 2,
        criteria: [
          { criteria: 'recist-1.1', settings: { confirmation: true } },
          { criteria: 'irecist', settings: {} },
        ],
        readDesign: 'DOUBLE_WITH_ADJUDICATION',
        adjudicationVariable: 'BEST_RESPONSE',
      })
      .execute();
    await tx
      .insert(bestResponse)
      .values(
        IMMUNE.map(([best, progressionOn], at) => ({
          trialId,
          reviewId: reviewIds.first[at] ?? '',
          criteria: 'irecist',
          basis: 'MEASUREMENTS' as const,
          best,
          confirmedBest: best,
          progressionOn,
          trace: { unconfirmed: [], confirmed: [] },
          charterId,
          engineVersion: '1',
        })),
      )
      .execute();
  }),
);

const as = (userId: string, fields: string, given = 'second: "irecist"') =>
  ask(
    db.database,
    { userId },
    `{ trial(protocol: "ONC-1042") { criteriaComparison(${given}) { ${fields} } } }`,
  );
const ROWS =
  'totalCount edges { node { subject first firstMeaning second secondMeaning secondProgressionOn isResponseDifferent isProgressionDateDifferent } }';

describe('Two criteria of a charter', () => {
  test('are counted against one another, in one statement', async () => {
    const { data, errors, statements } = await as(
      'sponsor',
      'first { id } second { id } isFirstConfirmed isSecondConfirmed subjects firstWords { word meaning } matrix { first firstMeaning second secondMeaning count isAgreed } responseAgreement { count of } progressionAgreement { count of }',
    );
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      trial: {
        criteriaComparison: {
          first: { id: 'recist-1.1' },
          second: { id: 'irecist' },
          isFirstConfirmed: true,
          isSecondConfirmed: false,
          subjects: 6,
          firstWords: expect.arrayContaining([{ word: 'PR', meaning: 'PARTIAL' }]),
          matrix: [
            { first: 'CR', second: 'iCR', count: 1, isAgreed: true },
            { first: 'NE', second: 'NE', count: 1, isAgreed: true },
            {
              first: 'PD',
              firstMeaning: 'PROGRESSION',
              second: 'iUPD',
              secondMeaning: 'SUSPECTED_PROGRESSION',
              count: 1,
              isAgreed: false,
            },
            { first: 'PR', second: 'iPR', count: 1, isAgreed: true },
            { first: 'SD', second: 'iPR', count: 2, isAgreed: false },
          ],
          responseAgreement: { count: 3, of: 6 },
          progressionAgreement: { count: 5, of: 6 },
        },
      },
    });
    // The trial, what the viewer may see, the counts.
    expect(statements).toHaveLength(3);
  });

  test('are listed subject by subject, filtered, sorted and paged, in one statement', async () => {
    const different = await as(
      'sponsor',
      `rows(first: 1, filter: DIFFERENT, sort: SECOND) { ${ROWS} pageInfo { hasNextPage endCursor } }`,
    );
    expect(different.errors).toEqual([]);
    expect(different.data).toMatchObject({
      trial: {
        criteriaComparison: {
          rows: {
            totalCount: 3,
            pageInfo: { hasNextPage: true },
            edges: [
              {
                node: {
                  subject: '1042-002',
                  first: 'SD',
                  firstMeaning: 'STABLE',
                  second: 'iPR',
                  isResponseDifferent: true,
                  isProgressionDateDifferent: false,
                },
              },
            ],
          },
        },
      },
    });
    expect(different.statements).toHaveLength(3);
    const numbers = async (args: string) => {
      const { data } = await as(
        'sponsor',
        `rows(first: 10${args}) { totalCount edges { node { subject } } }`,
      );
      const { criteriaComparison } = data?.['trial'] as {
        readonly criteriaComparison: {
          readonly rows: { readonly edges: readonly { readonly node: { readonly subject: string } }[] };
        };
      };
      return criteriaComparison.rows.edges.map(({ node }) => node.subject.slice(-1)).join('');
    };
    expect(await numbers('')).toBe('123456');
    expect(await numbers(', direction: DESCENDING')).toBe('654321');
    expect(await numbers(', filter: DIFFERENT_RESPONSE')).toBe('234');
    expect(await numbers(', filter: DIFFERENT_PROGRESSION_DATE')).toBe('4');
    expect(await numbers(', firstWord: "SD", secondWord: "iPR"')).toBe('23');
    expect(await numbers(', sort: FIRST')).toBe('512346');
    expect(await numbers(', sort: SECOND_PROGRESSION_DATE')).toBe('412356');
  });

  test('are compared by the reads of one evaluator, without confirmation where that is asked', async () => {
    const own = await as(
      'sponsor',
      'matrix { first second count }',
      'second: "irecist", evaluator: READER_1, isConfirmed: false',
    );
    expect(own.data).toMatchObject({
      trial: {
        criteriaComparison: { matrix: expect.arrayContaining([{ first: 'PR', second: 'iPR', count: 2 }]) },
      },
    });
    const other = await as('sponsor', 'subjects', 'second: "irecist", evaluator: READER_2');
    expect(other.data).toMatchObject({ trial: { criteriaComparison: { subjects: 0 } } });
  });

  test('are compared only where the charter names them; another is added by an amendment', async () => {
    expect((await as('sponsor', 'subjects', 'second: "mrecist"')).errors).toEqual([
      {
        code: 'BAD_INPUT',
        message:
          'The charter of this trial does not name mrecist, it names recist-1.1, irecist; a trial administrator adds criteria by an amendment of the charter.',
      },
    ]);
    expect((await as('sponsor', 'subjects', 'second: "recist"')).errors).toMatchObject([
      { code: 'BAD_INPUT', message: expect.stringContaining('no criteria we support have this id') },
    ]);
  });

  test('are not shown to those who read, and tell a blinded viewer no arm', async () => {
    expect((await as('reader1', 'subjects')).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    const { data } = await as(
      'sponsor',
      `rows(first: 10) { ${ROWS} } first { settings } matrix { first second }`,
    );
    const told = JSON.stringify(data);
    for (const secret of [...ARM_CODES, ...ARM_NAMES, ...TREATMENTS]) expect(told).not.toContain(secret);
  });
});

describe('Figures by another criteria of the charter', () => {
  const figures = (criteria: string) =>
    ask(
      db.database,
      { userId: 'sponsor' },
      `{ trial(protocol: "ONC-1042") { efficacy(criteria: "${criteria}") { isConfirmed criteria { id }
        waterfall { subject best bestMeaning unconfirmedBestMeaning } swimmer(first: 1) { best bestMeaning responses { response meaning } }
        groups { counts { response meaning count } objectiveResponse { count } diseaseControl { count } } } } }`,
    );

  test('use its words, with what they mean', async () => {
    const { data, errors } = await figures('irecist');
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      trial: {
        efficacy: {
          isConfirmed: false,
          criteria: { id: 'irecist' },
          waterfall: expect.arrayContaining([
            { subject: '1042-005', best: 'iCR', bestMeaning: 'COMPLETE', unconfirmedBestMeaning: 'COMPLETE' },
          ]),
          groups: [
            {
              counts: expect.arrayContaining([{ response: 'iPR', meaning: 'PARTIAL', count: 3 }]),
              objectiveResponse: { count: 4 },
              diseaseControl: { count: 4 },
            },
          ],
        },
      },
    });
  });

  test('and those that the charter does not name are refused, for differences too', async () => {
    expect((await figures('who')).errors).toMatchObject([{ code: 'BAD_INPUT' }]);
    const differences = (criteria: string) =>
      ask(
        db.database,
        { userId: 'sponsor' },
        `{ trial(protocol: "ONC-1042") { differences(criteria: "${criteria}") { totalCount } } }`,
      );
    expect((await differences('irecist')).data).toMatchObject({ trial: { differences: { totalCount: 0 } } });
    expect((await differences('recist-1.1')).data).toMatchObject({
      trial: { differences: { totalCount: 2 } },
    });
    expect((await differences('who')).errors).toMatchObject([{ code: 'BAD_INPUT' }]);
  });
});
