import type { Database } from '@readout/db/database.ts';
import { person } from '@readout/db/table/person.ts';
import type { CharterCriteria } from '@readout/db/table/trial.ts';
import { transact } from '@readout/db/transact.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import type { SubmittedRead } from '@readout/graphql/read/submitted-read.ts';
import { assignReviews } from '@readout/graphql/review/assign-reviews.ts';
import { enrolSubjects } from '@readout/graphql/subject/enrol-subjects.ts';
import { receiveTimepoints } from '@readout/graphql/timepoint/receive-timepoints.ts';
import { grantRoles } from '@readout/graphql/trial/grant-roles.ts';
import { openTrial } from '@readout/graphql/trial/open-trial.ts';
import { OPERATOR, type TestDatabase } from '../postgres.ts';

export interface ReadTrial {
  readonly trialId: string;
  readonly subjectId: string;
  /** By evaluator. */
  readonly reviewIds: Readonly<Record<string, string>>;
  /** By code. */
  readonly timepointIds: Readonly<Record<string, string>>;
  readonly as: <Answer>(personId: string, write: (tx: Transaction) => Promise<Answer>) => Promise<Answer>;
}

/** What a test wants otherwise than RECIST 1.1 alone, of a subject whose avidity is not told, with timepoints in any order. */
export interface Differently {
  readonly criteria?: readonly CharterCriteria[];
  readonly isFdgAvid?: boolean | null;
  readonly isSequential?: boolean;
  /** Timepoints without one are controlled elsewhere. */
  readonly imageQuality?: 'PENDING';
}

/** A trial of one subject with two readers: baseline on 2026-01-05, then weeks 6 and 12; nothing is read yet. */
export async function openReadTrial(
  { database, asOwner }: Pick<TestDatabase, 'asOwner'> & { readonly database: Database },
  {
    criteria = [{ criteria: 'recist-1.1', settings: {} }],
    isFdgAvid = null,
    isSequential = false,
    imageQuality,
  }: Differently = {},
): Promise<ReadTrial> {
  const as: ReadTrial['as'] = (userId, write) =>
    transact(database, { viewer: { userId }, reason: 'A test' }, write);
  await asOwner((tx) =>
    tx.insert(person).values(
      ['reader1', 'reader2', 'adjudicator', 'sponsor'].map((id) => ({
        id,
        name: id,
        email: `${id}@test.example`,
        kind: 'PERSON' as const,
      })),
    ),
  );
  const opened = await as(OPERATOR.userId, async (tx) => {
    const trialId = await openTrial(tx, {
      sponsor: 'Sponsor',
      protocol: 'READ-1',
      title: 'Reads',
      phase: null,
      indication: null,
      isBlinded: true,
      isRandomised: true,
      plannedSubjects: 1,
      firstPlannedOn: null,
      lastPlannedOn: null,
      arms: [{ code: 'A', name: 'A' }],
      sites: [{ code: '01', name: 'Site', country: 'DEU' }],
      schedule: [],
      charter: {
        criteria,
        readDesign: 'DOUBLE_WITH_ADJUDICATION',
        adjudicationVariable: 'BEST_RESPONSE',
        isSequential,
      },
    });
    await grantRoles(tx, {
      trialId,
      grants: [
        { personId: 'reader1', role: 'READER' },
        { personId: 'reader2', role: 'READER' },
        { personId: 'adjudicator', role: 'ADJUDICATOR' },
        { personId: 'sponsor', role: 'SPONSOR_REVIEWER' },
      ],
    });
    const [subjectId = ''] = await enrolSubjects(tx, {
      trialId,
      subjects: [{ ...newSubject('01-001'), isFdgAvid }],
    });
    const dates = { BL: '2026-01-05', W6: '2026-02-16', W12: '2026-03-30' };
    const ids = await receiveTimepoints(tx, {
      trialId,
      timepoints: Object.entries(dates).map(([code, assessedOn]) => ({
        subjectId,
        code,
        label: code,
        assessedOn,
        isBaseline: code === 'BL',
        receivedAt: null,
        ...(imageQuality === undefined ? {} : { imageQuality }),
        exams: [],
      })),
    });
    await assignReviews(tx, {
      trialId,
      assignments: [
        { subjectId, evaluator: 'READER_1', personId: 'reader1' },
        { subjectId, evaluator: 'READER_2', personId: 'reader2' },
      ],
    });
    return {
      trialId,
      subjectId,
      timepointIds: Object.fromEntries(Object.keys(dates).map((code, at) => [code, ids[at] ?? ''])),
    };
  });
  const { rows } = await database.owner.query<{ id: string; evaluator: string }>(
    'select id, evaluator from review',
  );
  return { ...opened, reviewIds: Object.fromEntries(rows.map(({ evaluator, id }) => [evaluator, id])), as };
}

/** A woman of sixty at site 01, in arm A, of whom nothing else is told. */
export const newSubject = (number: string) => ({
  number,
  usubjid: `READ-1-${number}`,
  siteCode: '01',
  country: 'DEU',
  sex: 'F' as const,
  ageYears: 60,
  race: null,
  ethnicity: null,
  isFdgAvid: null,
  consentedOn: '2025-12-20',
  randomisedOn: '2026-01-07',
  armCode: 'A',
});

/** A read of one target lesion, T01, of this size; the baseline identifies it. */
export function readOf(
  trial: ReadTrial,
  evaluator: string,
  code: string,
  sizeMm: number,
  statedOverall: string | null = null,
): SubmittedRead {
  return {
    reviewId: trial.reviewIds[evaluator] ?? '',
    timepointId: trial.timepointIds[code] ?? '',
    isEvaluable: true,
    reasonNotEvaluable: null,
    comment: null,
    correctionReason: null,
    lesions:
      code === 'BL'
        ? [
            {
              code: 'T01',
              role: 'target',
              kind: 'extranodal',
              organ: 'LUNG',
              location: null,
              laterality: null,
              method: 'CT SCAN',
              isMeasurable: true,
              splitFromCode: null,
            },
          ]
        : [],
    findings: [
      {
        lesionCode: 'T01',
        state: 'measured',
        longestDiameterMm: sizeMm,
        shortAxisMm: null,
        perpendicularMm: null,
        mergedIntoCode: null,
        reasonNotEvaluable: null,
        method: null,
        seriesId: null,
        imageNumber: null,
      },
    ],
    stated:
      statedOverall === null
        ? []
        : [
            {
              criteria: 'recist-1.1',
              target: null,
              nonTarget: null,
              hasNewLesion: null,
              overall: statedOverall,
              sum: null,
            },
          ],
  };
}
