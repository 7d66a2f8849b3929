import { newId } from '@readout/db/new-id.ts';
import { assignReviews } from '@readout/graphql/review/assign-reviews.ts';
import { enrolSubjects } from '@readout/graphql/subject/enrol-subjects.ts';
import { receiveTimepoints } from '@readout/graphql/timepoint/receive-timepoints.ts';
import { setTrialState } from '@readout/graphql/trial/set-trial-state.ts';
import type { TestDatabase } from '../postgres.ts';
import { OPERATOR } from '../postgres.ts';
import { openSigningTrial, type SigningTrial } from './signing-trial.ts';
import { CODES, READERS, START, type SubjectState } from './state-model.ts';

/** A subject of the trial whose states are tried. */
export interface StateSubject {
  readonly subjectId: string;
  /** By reader. */
  readonly reviewIds: readonly string[];
  /** By timepoint. */
  readonly timepointIds: readonly string[];
}

export interface StateTrial extends SigningTrial {
  /** A subject of whom nothing is read, whose images wait for quality control. */
  readonly enrol: () => Promise<StateSubject>;
  /** What state the database is in, as its owner sees it. */
  readonly look: (subject: StateSubject) => Promise<SubjectState>;
  /** The current read of a reader at a timepoint. */
  readonly readId: (subject: StateSubject, reader: number, at: number) => Promise<string | undefined>;
}

/** An ongoing trial whose charter asks for timepoints in order. */
export async function openStateTrial(db: TestDatabase): Promise<StateTrial> {
  const trial = await openSigningTrial(db, { isSequential: true });
  const { trialId } = trial;
  await trial.as(OPERATOR.userId, (tx) => setTrialState(tx, { trialId, state: 'ONGOING' }));
  let count = 1;
  const rows = async <Row extends object>(text: string, values: readonly unknown[]) =>
    (await db.database.owner.query<Row>(text, [...values])).rows;
  return {
    ...trial,
    enrol: async () => {
      const number = `01-${String(++count).padStart(3, '0')}`;
      return trial.as(OPERATOR.userId, async (tx) => {
        const [subjectId = ''] = await enrolSubjects(tx, {
          trialId,
          subjects: [
            {
              number,
              usubjid: `READ-1-${number}`,
              siteCode: '01',
              country: null,
              sex: null,
              ageYears: null,
              race: null,
              ethnicity: null,
              consentedOn: '2025-12-20',
              randomisedOn: null,
              armCode: null,
            },
          ],
        });
        const timepointIds = await receiveTimepoints(tx, {
          trialId,
          timepoints: ['2026-01-05', '2026-02-16', '2026-03-30'].map((assessedOn, at) => ({
            subjectId,
            code: CODES[at] ?? '',
            label: CODES[at] ?? '',
            assessedOn,
            isBaseline: at === 0,
            receivedAt: null,
            imageQuality: 'PENDING',
            exams: [],
          })),
        });
        await assignReviews(tx, {
          trialId,
          assignments: [
            { subjectId, evaluator: 'READER_1', personId: READERS[0] },
            { subjectId, evaluator: 'READER_2', personId: READERS[1] },
          ],
        });
        const { rows: reviews } = await tx.execute<{ id: string }>(
          `select id from review where subject_id = '${subjectId}' order by evaluator`,
        );
        return { subjectId, timepointIds, reviewIds: reviews.map(({ id }) => id) };
      });
    },
    readId: async ({ reviewIds, timepointIds }, reader, at) =>
      (
        await rows<{ id: string }>(
          'select id from read where review_id = $1 and timepoint_id = $2 and is_current',
          [reviewIds[reader], timepointIds[at]],
        )
      )[0]?.id,
    look: async ({ subjectId, reviewIds, timepointIds }) => {
      const [found] = await rows<{ state: SubjectState }>(LOOK, [
        trialId,
        subjectId,
        reviewIds,
        timepointIds,
      ]);
      if (found === undefined) throw new Error('The subject is not there.');
      const { reads, ...more } = found.state;
      return {
        ...more,
        reads: reads.map((each, reader) =>
          each.map((read, at) => read ?? (START.reads[reader]?.[at] as typeof read)),
        ),
      };
    },
  };
}

const LOOK = `select jsonb_build_object(
  'isClosed', (select t.state = 'CLOSED' from trial t where t.id = $1),
  'quality', (select jsonb_agg(t.image_quality order by n) from unnest($4::uuid[]) with ordinality g(id, n) join timepoint t using (id)),
  'reads', (select jsonb_agg((
      select jsonb_agg((select jsonb_build_object('state', r.state, 'version', r.version, 'wasLocked', r.state <> 'LOCKED' and r.locked_at is not null,
          'isSigned', exists (select from signature s where s.record = 'read' and s.record_id = r.id and private.signature_is_valid(s.trial_id, s.id)))
        from read r where r.review_id = v.id and r.timepoint_id = t.id and r.is_current) order by t.n)
      from unnest($4::uuid[]) with ordinality t(id, n)) order by v.n)
    from unnest($3::uuid[]) with ordinality v(id, n)),
  'accepted', (select v.n - 1 from adjudication a join unnest($3::uuid[]) with ordinality v(id, n) on v.id = a.accepted_review_id where a.subject_id = $2),
  'isAgreed', exists (select from signature s where s.record = 'review' and s.record_id = $2 and private.signature_is_valid(s.trial_id, s.id))) as state`;

/** An id that names nothing. */
export const nobody = (): string => newId();
