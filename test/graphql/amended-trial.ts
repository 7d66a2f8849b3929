import { person } from '@readout/db/table/person.ts';
import { lockReads } from '@readout/graphql/read/lock-reads.ts';
import { submitReads } from '@readout/graphql/read/submit-reads.ts';
import { grantRoles } from '@readout/graphql/trial/grant-roles.ts';
import { OPERATOR, type TestDatabase } from '../postgres.ts';
import { ask, type Reply } from './ask.ts';
import { openReadTrial, readOf, type ReadTrial } from './read-trial.ts';

export interface AmendedTrial extends ReadTrial {
  /** As the trial administrator, unless told otherwise. */
  readonly preview: (input: object, userId?: string) => Promise<Reply>;
  readonly amend: (input: object, fingerprint: string, userId?: string, reason?: string) => Promise<Reply>;
  /** Every derived answer that is stored, by what names it. */
  readonly listAnswers: () => Promise<ReadonlyMap<string, string | null>>;
  readonly count: (table: string) => Promise<number | undefined>;
}

interface Change {
  readonly evaluator: string;
  readonly criteria: string;
  readonly part: string;
  readonly timepoint: string | null;
  readonly before: string | null;
  readonly after: string | null;
}
interface Preview {
  readonly fingerprint: string;
  readonly changes: { readonly edges: readonly { readonly node: Change }[] };
}

/** An amendment to these criteria. */
export const inputOf = (...criteria: readonly (readonly [string, object])[]) => ({
  protocol: 'READ-1',
  criteria: criteria.map(([id, settings]) => ({ id, settings })),
});
export const previewOf = ({ data }: Reply) => data?.['previewCharterAmendment'] as Preview;
export const changesOf = (reply: Reply) => previewOf(reply).changes.edges.map(({ node }) => node);

/** What names an answer in `listAnswers`. */
export const keyOf = ({ evaluator, criteria, part, timepoint }: Change) =>
  [evaluator, part === 'CENTRAL_REVIEW' ? null : criteria, part, timepoint]
    .filter((each) => each !== null)
    .join(' ');

const PREVIEW = `query ($input: CharterAmendmentInput!) { previewCharterAmendment(input: $input) {
  heldVersion version fingerprint subjects reviews subjectsChanged centralReviewsChanged
  byCriteria { standing criteria { id } subjects timepoints bests confirmedBests progressionDates }
  changes(first: 1000, effects: [CHANGED, ADDED, WITHDRAWN]) { totalCount edges { node { subject evaluator criteria effect part timepoint before beforeMeaning after afterMeaning } } } } }`;
const AMEND = `mutation ($input: CharterAmendmentInput!, $fingerprint: String!, $reason: String!) {
  amendCharter(input: $input, fingerprint: $fingerprint, reason: $reason) { version reason adoptedBy criteria { id settings } } }`;

/**
 * A trial by RECIST 1.1 in which both readers see a partial response in week 6, and in week 12 a rise: reader 1 to 40, reader 2 to
 * 42 mm. All is locked. With a data manager, an investigator who reads nothing yet, and a stranger.
 */
export async function openAmendedTrial(db: TestDatabase): Promise<AmendedTrial> {
  const trial = await openReadTrial(db);
  await db.asOwner((tx) =>
    tx.insert(person).values(
      ['manager', 'stranger', 'investigator'].map((id) => ({
        id,
        name: id,
        email: `${id}@test.example`,
        kind: 'PERSON' as const,
      })),
    ),
  );
  await trial.as(OPERATOR.userId, (tx) =>
    grantRoles(tx, {
      trialId: trial.trialId,
      grants: [
        { personId: 'manager', role: 'DATA_MANAGER' },
        { personId: 'investigator', role: 'READER' },
      ],
    }),
  );
  for (const [reader, evaluator, last] of [
    ['reader1', 'READER_1', 40],
    ['reader2', 'READER_2', 42],
  ] as const)
    await trial.as(reader, async (tx) => {
      const reads = [
        readOf(trial, evaluator, 'BL', 50),
        readOf(trial, evaluator, 'W6', 34, 'PR'),
        readOf(trial, evaluator, 'W12', last),
      ];
      const readIds = await submitReads(tx, { trialId: trial.trialId, reads });
      await lockReads(tx, { trialId: trial.trialId, readIds });
    });
  const ask_ = (userId: string, source: string, variables: object) =>
    ask(db.database, { userId }, source, { ...variables });
  return {
    ...trial,
    preview: (input, userId = OPERATOR.userId) => ask_(userId, PREVIEW, { input }),
    amend: (input, fingerprint, userId = OPERATOR.userId, reason = 'Amendment 1') =>
      ask_(userId, AMEND, { input, fingerprint, reason }),
    listAnswers: () => listAnswers(db),
    count: async (table) =>
      (await db.database.owner.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n,
  };
}

async function listAnswers({ database }: TestDatabase): Promise<ReadonlyMap<string, string | null>> {
  const { rows } = await database.owner.query<{ key: string; answer: string | null }>(`
    select concat_ws(' ', v.evaluator, r.criteria, 'TIMEPOINT', p.code) as key, r.overall as answer
    from timepoint_response r join read e on e.id = r.read_id and e.is_current join timepoint p on p.id = e.timepoint_id join review v on v.id = r.review_id where r.overall is not null
    union all
    select concat_ws(' ', v.evaluator, b.criteria, a.part), a.answer from best_response b join review v on v.id = b.review_id
      cross join lateral (values ('BEST', b.best), ('CONFIRMED_BEST', b.confirmed_best), ('PROGRESSION_DATE', b.progression_on::text)) a(part, answer)
      where a.answer is not null
    union all
    select 'CENTRAL CENTRAL_REVIEW', c.rule from central_review c`);
  return new Map(rows.map(({ key, answer }) => [key, answer]));
}
