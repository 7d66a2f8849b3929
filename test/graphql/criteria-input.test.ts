import { lockReads } from '@readout/graphql/read/lock-reads.ts';
import { submitReads } from '@readout/graphql/read/submit-reads.ts';
import { recordEvents } from '@readout/graphql/subject/record-events.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR, withDatabase } from '../postgres.ts';
import { ask } from './ask.ts';
import { readInputOf } from './read-input.ts';
import { openReadTrial, readOf, type ReadTrial } from './read-trial.ts';

const db = withDatabase();
let trial: ReadTrial;
beforeAll(async () => {
  trial = await openReadTrial(db, {
    criteria: ['recist-1.1', 'irecist', 'lugano-2014', 'rano-2010', 'pcwg3', 'choi', 'percist-1.0'].map(
      (criteria) => ({
        criteria,
        settings: {},
      }),
    ),
    isFdgAvid: true,
  });
});

const SUBMIT = `mutation ($input: SubmitReadInput!) { submitRead(input: $input) {
  clinicalStatus corticosteroidMgPerDay t2flair boneMarrow spleenMm isOrganEnlarged deauville fdg hasNewFdgFoci boneScanNewLesions boneScanPersistentLesions psaNgPerMl
  findings { lesion { code isOutsideRadiationField isCytologyPositive } attenuationHu sulPeak volumeMl change }
  responses { criteria overall components { key name value number unit meaning } } } }`;

const TOLD = {
  clinicalStatus: 'stable',
  corticosteroidMgPerDay: 4,
  t2flair: 'stable',
  boneMarrow: 'not-involved',
  spleenMm: 118.5,
  isOrganEnlarged: false,
  deauville: '2',
  fdg: 'decreased',
  hasNewFdgFoci: false,
  boneScanNewLesions: 2,
  boneScanPersistentLesions: 0,
  psaNgPerMl: 12.4,
};
const FOUND = { attenuationHu: 41, sulPeak: 5.5, volumeMl: 12, change: 'unchanged' };

const inputOf = (code: string, more?: object, finding?: object) => readInputOf(trial, code, more, finding);
const submit = (input: object) => ask(db.database, { userId: 'reader1' }, SUBMIT, { input });
const one = async <Row extends object>(text: string): Promise<Row | undefined> =>
  (await db.database.owner.query<Row>(text)).rows[0];

describe('What criteria ask of a read', () => {
  test('is stored, audited and told again', async () => {
    const { data, errors } = await submit(inputOf('BL', TOLD, FOUND));
    expect(errors).toEqual([]);
    expect(data?.['submitRead']).toMatchObject({
      ...TOLD,
      findings: [
        { ...FOUND, lesion: { code: 'T01', isOutsideRadiationField: true, isCytologyPositive: false } },
      ],
    });
    const entry = await one(`select after from audit.entry where record = 'read' and action = 'INSERT'`);
    expect(entry).toMatchObject({
      after: {
        clinical_status: 'stable',
        corticosteroid_mg_per_day: 4,
        t2flair: 'stable',
        bone_marrow: 'not-involved',
        spleen_mm: 118.5,
        is_organ_enlarged: false,
        deauville: '2',
        fdg: 'decreased',
        has_new_fdg_foci: false,
        bone_scan_new_lesions: 2,
        bone_scan_persistent_lesions: 0,
        psa_ng_per_ml: 12.4,
      },
    });
    expect(
      await one(`select after from audit.entry where record = 'finding' and action = 'INSERT'`),
    ).toMatchObject({
      after: { attenuation_hu: 41, sul_peak: 5.5, volume_ml: 12, change: 'unchanged' },
    });
    expect(
      await one(`select after from audit.entry where record = 'lesion' and action = 'INSERT'`),
    ).toMatchObject({
      after: { is_outside_radiation_field: true, is_cytology_positive: false },
    });
  });

  test('that is left out when a read is submitted again is not told any more', async () => {
    await submit(inputOf('W12', TOLD, FOUND));
    const { data } = await submit(inputOf('W12'));
    expect(data?.['submitRead']).toMatchObject({
      ...Object.fromEntries(Object.keys(TOLD).map((key) => [key, null])),
      findings: [{ attenuationHu: null, sulPeak: null, volumeMl: null, change: null }],
    });
  });

  // Each answer hangs on the input beside it alone.
  test.each([
    ['lugano-2014', 'petResponse', { deauville: '2' }, {}, 'CMR'],
    ['lugano-2014', 'petResponse', { deauville: '5', fdg: 'increased' }, {}, 'PMD'],
    ['pcwg3', 'bone', { boneScanNewLesions: 2 }, {}, 'PDu'],
    ['pcwg3', 'bone', { boneScanNewLesions: 0 }, {}, 'NON-PD'],
    ['choi', 'attenuation', {}, { attenuationHu: 20 }, '20'],
  ])('by %s gives %s from %j', async (criteria, key, more, finding, value) => {
    const { data, errors } = await submit(inputOf('W6', more, finding));
    expect(errors).toEqual([]);
    const { responses } = data?.['submitRead'] as {
      readonly responses: readonly { readonly criteria: string; readonly components: readonly object[] }[];
    };
    const response = responses.find((each) => each.criteria === criteria);
    expect(response?.components).toContainEqual(expect.objectContaining({ key, value }));
  });

  test('by iRECIST: a non-target that is told to have increased confirms progression', async () => {
    expect(await irecistOfReader2('unchanged')).toBe('iUPD');
    expect(await irecistOfReader2('increased')).toBe('iCPD');
  });

  test('decides by RANO 2010: a raised dose keeps a shrunk tumour from being a partial response', async () => {
    const overallOf = async (corticosteroidMgPerDay: number) => {
      const { data } = await submit(
        inputOf(
          'W6',
          { corticosteroidMgPerDay, clinicalStatus: 'stable', t2flair: 'stable' },
          { longestDiameterMm: 20, perpendicularMm: 10 },
        ),
      );
      const { responses } = data?.['submitRead'] as {
        readonly responses: readonly { readonly criteria: string; readonly overall: string }[];
      };
      return responses.find(({ criteria }) => criteria === 'rano-2010')?.overall;
    };
    expect(await overallOf(4)).toBe('PR');
    expect(await overallOf(8)).not.toBe('PR');
  });
});

/** Reader 2's non-target progresses in week 6 and still does in week 12, as `change` says. @returns what iRECIST answers to week 12 */
async function irecistOfReader2(change: 'unchanged' | 'increased'): Promise<string | undefined> {
  const readIt = (code: string, state: 'present' | 'progressed', told: typeof change | null) => {
    const { lesions, findings, ...rest } = readOf(trial, 'READER_2', code, 50);
    return {
      ...rest,
      lesions: lesions.flatMap((each) => [each, { ...each, code: 'NT01', role: 'non-target' as const }]),
      findings: findings.flatMap((each) => [
        each,
        { ...each, lesionCode: 'NT01', state, longestDiameterMm: null, change: told },
      ]),
    };
  };
  const reads = [
    readIt('BL', 'present', null),
    readIt('W6', 'progressed', null),
    readIt('W12', 'progressed', change),
  ];
  const ids = await trial.as('reader2', (tx) => submitReads(tx, { trialId: trial.trialId, reads }));
  const row = await one<{ overall: string }>(
    `select overall from timepoint_response where read_id = '${ids[2]}' and criteria = 'irecist'`,
  );
  return row?.overall;
}

describe('Dates and avidity of a subject', () => {
  test('are told to the clinical side, and withheld from readers', async () => {
    await trial.as(OPERATOR.userId, (tx) =>
      recordEvents(tx, {
        trialId: trial.trialId,
        events: [eventOf('END_OF_RADIOTHERAPY', '2026-01-30'), eventOf('DEATH', '2026-09-01')],
      }),
    );
    const query =
      '{ subject(protocol: "READ-1", number: "01-001") { isFdgAvid course { radiotherapyEndedOn diedOn } events { kind } } }';
    expect((await ask(db.database, OPERATOR, query)).data).toMatchObject({
      subject: { isFdgAvid: true, course: { radiotherapyEndedOn: '2026-01-30', diedOn: '2026-09-01' } },
    });
    expect((await ask(db.database, { userId: 'reader1' }, query)).data).toEqual({
      subject: { isFdgAvid: true, course: null, events: [] },
    });
  });

  test('decide by RANO 2010: growth in the field soon after radiotherapy is not yet progression', async () => {
    const overall = () =>
      one<{ overall: string }>(
        `select r.overall from timepoint_response r join read e on e.id = r.read_id join timepoint p on p.id = e.timepoint_id
          join review v on v.id = r.review_id where v.evaluator = 'READER_1' and p.code = 'W6' and r.criteria = 'rano-2010'`,
      );
    await submit(inputOf('W6', {}, { longestDiameterMm: 80, perpendicularMm: 60 }));
    const soonAfter = await overall();
    await trial.as(OPERATOR.userId, async (tx) => {
      await recordEvents(tx, {
        trialId: trial.trialId,
        events: [eventOf('END_OF_RADIOTHERAPY', '2025-06-01')],
      });
    });
    expect(soonAfter).toEqual({ overall: 'NE' });
    expect(await overall()).toEqual({ overall: 'PD' });
  });
});

const eventOf = (kind: 'END_OF_RADIOTHERAPY' | 'DEATH', occurredOn: string) => ({
  subjectId: trial.subjectId,
  sourceKey: `${kind} ${occurredOn}`,
  kind,
  term: kind,
  decodedTerm: null,
  category: null,
  occurredOn,
});

test('A best response of criteria that know no confirmation is the same in both columns, and a component is kept by name', async () => {
  const readIds = (
    await db.database.owner.query<{ id: string }>(
      `select e.id from read e join review v on v.id = e.review_id where v.evaluator = 'READER_1' and e.is_current`,
    )
  ).rows.map(({ id }) => id);
  await trial.as('reader1', (tx) => lockReads(tx, { trialId: trial.trialId, readIds }));
  const { data } = await ask(
    db.database,
    OPERATOR,
    `{ subject(protocol: "READ-1", number: "01-001") { reviews { evaluator
      lugano: bestResponses(criteria: "lugano-2014") { best bestMeaning confirmedBest components { key } }
      pcwg: bestResponses(criteria: "pcwg3") { criteria components { key value } }
      reads { irecist: responses(criteria: "irecist") { criteria overall overallMeaning } } } } }`,
  );
  const { reviews } = data?.['subject'] as {
    readonly reviews: readonly {
      readonly evaluator: string;
      readonly lugano: readonly { readonly best: string; readonly confirmedBest: string }[];
      readonly pcwg: readonly object[];
      readonly reads: readonly { readonly irecist: readonly object[] }[];
    }[];
  };
  const first = reviews.find(({ evaluator }) => evaluator === 'READER_1');
  expect(first?.lugano).toHaveLength(1);
  expect(first?.lugano[0]?.best).toBe(first?.lugano[0]?.confirmedBest);
  expect(first?.pcwg).toMatchObject([
    {
      criteria: 'pcwg3',
      components: expect.arrayContaining([expect.objectContaining({ key: 'psaResponse' })]),
    },
  ]);
  expect(first?.reads.at(-1)?.irecist).toMatchObject([{ criteria: 'irecist' }]);
});
