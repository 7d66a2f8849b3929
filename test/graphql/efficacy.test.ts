import { unblindingGrant } from '@readout/db/table/unblinding-grant.ts';
import { beforeAll, expect, test } from 'vitest';
import { withDatabase } from '../postgres.ts';
import { ask } from './ask.ts';
import { ARM_CODES, ARM_NAMES, insertBlindedTrial, TREATMENTS } from './blinded-trial.ts';

const test_ = withDatabase();
const as = (userId: string, source: string) => ask(test_.database, { userId }, source);

beforeAll(() =>
  test_.asOwner(async (tx) => {
    const { trialId } = await insertBlindedTrial(tx);
    await tx
      .insert(unblindingGrant)
      .values({
        trialId,
        personId: 'unblinded',
        firstGrantorId: 'administrator',
        secondGrantorId: 'manager',
        reason: 'Analysis',
      })
      .execute();
  }),
);

const efficacy = (fields: string, given = '') =>
  `{ trial(protocol: "ONC-1042") { efficacy${given} { ${fields} } } }`;
const WATERFALL = 'waterfall { subject arm best isUnconfirmed bestChangePercent }';
const SWIMMER =
  'swimmer { subject arm best firstDoseDay lastDoseDay isOngoing lastContactDay responseDay responses { day response timepoint } }';
const GROUPS =
  'groups { arm { code } subjects counts { response count } objectiveResponse { count of percent lowerPercent upperPercent } diseaseControl { count } medianBestChangePercent }';

test('the waterfall is ordered worst first, those without a change last, and as the charter asks confirmed', async () => {
  const { data, errors, statements } = await as('sponsor', efficacy(WATERFALL));
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    trial: {
      efficacy: {
        waterfall: [
          { subject: '1042-004', best: 'PD', bestChangePercent: 28, arm: null },
          { subject: '1042-003', best: 'SD', bestChangePercent: -12 },
          { subject: '1042-002', best: 'SD', bestChangePercent: -34, isUnconfirmed: true },
          { subject: '1042-001', best: 'PR', bestChangePercent: -62, isUnconfirmed: false },
          { subject: '1042-005', best: 'CR', bestChangePercent: -100 },
          { subject: '1042-006', best: 'NE', bestChangePercent: null },
        ],
      },
    },
  });
  // The trial, what the viewer may see, the waterfall.
  expect(statements).toHaveLength(3);
});

test('a swimmer lane counts days from the first dose', async () => {
  const { data, errors, statements } = await as(
    'sponsor',
    efficacy(SWIMMER.replace('swimmer', 'swimmer(first: 1)')),
  );
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    trial: {
      efficacy: {
        swimmer: [
          {
            subject: '1042-001',
            firstDoseDay: 0,
            lastDoseDay: 91,
            lastContactDay: 110,
            responseDay: 56,
            responses: [{ day: 56, response: 'PR', timepoint: 'W8' }],
          },
        ],
      },
    },
  });
  expect(statements).toHaveLength(3);
});

test('the response rate counts confirmed responses over the population, with its exact interval', async () => {
  const { data, errors, statements } = await as('sponsor', efficacy(GROUPS));
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    trial: {
      efficacy: {
        groups: [
          {
            arm: null,
            subjects: 6,
            objectiveResponse: { count: 2, of: 6 },
            diseaseControl: { count: 4 },
            medianBestChangePercent: -34,
          },
        ],
      },
    },
  });
  expect(statements).toHaveLength(3);
});

test('the three figures together cost five statements', async () => {
  const { errors, statements } = await as(
    'sponsor',
    efficacy(`${WATERFALL} ${SWIMMER} ${GROUPS} version isConfirmed criteria { name }`),
  );
  expect(errors).toEqual([]);
  expect(statements).toHaveLength(5);
});

test('one who may see arms gets them split and coloured', async () => {
  const { data, errors } = await as('unblinded', efficacy(`${GROUPS} ${WATERFALL}`));
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    trial: {
      efficacy: {
        groups: [
          { arm: null },
          { arm: { code: 'SECRETA' }, subjects: 3 },
          { arm: { code: 'SECRETB' }, subjects: 3 },
        ],
      },
    },
  });
});

test('a blinded viewer is refused a filter by arm', async () => {
  const { errors } = await as('sponsor', efficacy(WATERFALL, '(arm: "SECRETA")'));
  expect(errors).toMatchObject([{ code: 'FORBIDDEN' }]);
});

test('a reader is refused efficacy', async () => {
  const { errors } = await as('reader1', efficacy(WATERFALL));
  expect(errors).toMatchObject([{ code: 'FORBIDDEN' }]);
});

test.each(['sponsor', 'manager', 'reader1', 'auditor'])(
  'a blinded %s learns no arm of a subject by any field',
  async (userId) => {
    const subject = await as(
      userId,
      '{ trial(protocol: "ONC-1042") { isUnblinded subjects(first: 10) { edges { node { number arm { isBlinded planned { code name } actual { code } reasonWithout } exposures { drug { treatment } } } } } } }',
    );
    expect(subject.errors).toEqual([]);
    const figures = await as(userId, efficacy(`${WATERFALL} ${SWIMMER} ${GROUPS}`));
    const changes = await as(
      userId,
      '{ trial(protocol: "ONC-1042") { recentChanges(first: 100) { record sentence before after changed } } }',
    );
    const told = JSON.stringify([subject.data, figures.data, changes.data?.['trial']]);
    expect(subject.data).toMatchObject({
      trial: {
        isUnblinded: false,
        subjects: { edges: [{ node: { arm: { isBlinded: true } } }, {}, {}, {}, {}, {}] },
      },
    });
    for (const secret of [...TREATMENTS]) expect(told).not.toContain(secret);
    expect(JSON.stringify([subject.data, figures.data])).not.toMatch(
      new RegExp([...ARM_CODES, ...ARM_NAMES].join('|')),
    );
  },
);
