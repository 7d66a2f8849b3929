import type { Database } from '@readout/db/database.ts';
import { transact } from '@readout/db/transact.ts';
import { adjudicateSubject } from '@readout/graphql/adjudication/adjudicate-subject.ts';
import { lockReads } from '@readout/graphql/read/lock-reads.ts';
import { submitReads } from '@readout/graphql/read/submit-reads.ts';
import type { DemoEvaluator, DemoSubject } from './subject.ts';
import { listSubjectIds, type Seeding } from './seed-subjects.ts';

/** Reviews of one transaction: large enough that the seed is fast, small enough that little is lost when it is killed. */
const REVIEWS_AT_ONCE = 60;

/** Of so many subjects of a trial one, on whom the readers differ, is left to the adjudicator. */
const SUBJECTS_TO_ONE_LEFT = 30;

/** Submits and locks what each reader saw, then adjudicates; skips what is there. */
export async function seedReads(seeding: Seeding): Promise<void> {
  const { people, story, tell } = seeding;
  const readers = { INVESTIGATOR: people.investigator, READER_1: people.reader1, READER_2: people.reader2 };
  for (const evaluator of ['INVESTIGATOR', 'READER_1', 'READER_2'] as const) {
    const places = await listPlaces(seeding, evaluator);
    const todo = story.subjects.filter(({ number }) => places.get(number)?.isRead === false);
    if (todo.length > 0) tell(`  reads of ${evaluator.toLowerCase().replace('_', ' ')}`);
    for (let at = 0; at < todo.length; at += REVIEWS_AT_ONCE) {
      await countRows(seeding.database);
      await readSome(seeding, evaluator, readers[evaluator], todo.slice(at, at + REVIEWS_AT_ONCE), places);
    }
  }
  await countRows(seeding.database);
  await adjudicateSome(seeding);
}

/** Tells the planner how many rows there are, before it would find out by itself: without, each transaction is slower than the last. */
async function countRows(database: Database): Promise<void> {
  await database.owner.query(
    'analyze subject, timepoint, exam, series, review, review_assignment, lesion, read, finding, timepoint_response, best_response',
  );
}

/** Where a subject's reads go: ids of the review, of the timepoints by code, and of the series that lesions are measured on: the first of the CT, else of the MR. */
interface Place {
  readonly reviewId: string;
  readonly isRead: boolean;
  readonly timepoints: Readonly<Record<string, { readonly id: string; readonly seriesId: string }>>;
}

async function listPlaces(
  { database, trialId }: Seeding,
  evaluator: DemoEvaluator,
): Promise<ReadonlyMap<string, Place>> {
  const { rows } = await database.owner.query<{ number: string } & { [Key in keyof Place]: Place[Key] }>(
    `select s.number, v.id as "reviewId",
        exists (select from read r where r.trial_id = v.trial_id and r.review_id = v.id) as "isRead",
        jsonb_object_agg(t.code, jsonb_build_object('id', t.id, 'seriesId', i.id)) as timepoints
      from review v join subject s on s.trial_id = v.trial_id and s.id = v.subject_id
      join timepoint t on t.trial_id = s.trial_id and t.subject_id = s.id
      join lateral (select i.id from exam e join series i on i.trial_id = e.trial_id and i.exam_id = e.id and i.number = 1
        where e.trial_id = t.trial_id and e.timepoint_id = t.id and e.modality in ('CT', 'MR') order by e.modality limit 1) i on true
      where v.trial_id = $1 and v.evaluator = $2 group by s.number, v.trial_id, v.id`,
    [trialId, evaluator],
  );
  return new Map(rows.map(({ number, ...place }) => [number, place]));
}

async function readSome(
  { database, trialId }: Seeding,
  evaluator: DemoEvaluator,
  userId: string,
  subjects: readonly DemoSubject[],
  places: ReadonlyMap<string, Place>,
): Promise<void> {
  const handedIn = subjects.flatMap(({ number, reviews }) => {
    const place = places.get(number);
    const reads = reviews.find((review) => review.evaluator === evaluator)?.reads ?? [];
    return reads.map(({ timepointCode, isLocked, findings, ...read }) => {
      const timepoint = place?.timepoints[timepointCode];
      if (place === undefined || timepoint === undefined)
        throw new Error(`${number} has no timepoint ${timepointCode}.`);
      const measured = findings.map((each) => ({
        ...each,
        seriesId: each.imageNumber === null ? null : timepoint.seriesId,
      }));
      return {
        isLocked,
        read: {
          ...read,
          reviewId: place.reviewId,
          timepointId: timepoint.id,
          findings: measured,
          comment: null,
          correctionReason: null,
        },
      };
    });
  });
  await transact(database, { viewer: { userId }, reason: 'Read by the imaging charter' }, async (tx) => {
    const readIds = await submitReads(tx, { trialId, reads: handedIn.map(({ read }) => read) });
    await lockReads(tx, { trialId, readIds: readIds.filter((_, at) => handedIn[at]?.isLocked === true) });
  });
}

async function adjudicateSome({ database, people, trialId, story, tell }: Seeding): Promise<void> {
  const subjectIds = await listSubjectIds(database, trialId);
  const { rows } = await database.owner.query<{ number: string }>(
    `select s.number from central_review c join subject s on s.trial_id = c.trial_id and s.id = c.subject_id
      where c.trial_id = $1 and c.rule = 'TO_ADJUDICATE'
        and not exists (select from review v join read r on r.trial_id = v.trial_id and r.review_id = v.id and r.is_current and r.state <> 'LOCKED'
          where v.trial_id = s.trial_id and v.subject_id = s.id and v.evaluator in ('READER_1', 'READER_2'))`,
    [trialId],
  );
  const open = new Set(rows.map(({ number }) => number));
  // The newest subjects are those left open.
  const todo = story.subjects
    .filter(({ number }) => open.has(number))
    .slice(0, -Math.ceil(story.subjects.length / SUBJECTS_TO_ONE_LEFT));
  if (todo.length === 0) return;
  tell('  adjudication');
  await transact(
    database,
    { viewer: { userId: people.adjudicator }, reason: 'Adjudicated by the imaging charter' },
    async (tx) => {
      for (const { number, preferred } of todo) {
        const subjectId = subjectIds.get(number);
        if (subjectId === undefined) throw new Error(`The subject ${number} was not enrolled.`);
        const reason =
          preferred === 'READER_1'
            ? 'The choice of targets of this read follows the disease best'
            : 'The progression is seen on this read as on the images';
        await adjudicateSubject(tx, { trialId, subjectId, acceptedEvaluator: preferred, reason });
      }
    },
  );
}
