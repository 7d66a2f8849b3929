import { graphql, type ResultOf, type VariablesOf } from '#lib/graphql.ts';

export const SUBJECTS = graphql(`
  query Subjects(
    $protocol: String!
    $first: Int
    $after: String
    $last: Int
    $before: String
    $search: String
    $site: String
    $best: [String!]
    $hasDifference: Boolean
    $sort: SubjectSort
    $direction: Direction
  ) {
    trial(protocol: $protocol) {
      charter {
        requiresConfirmation
        criteria {
          id
        }
      }
      sites(orderBy: CODE) {
        site {
          code
          name
        }
      }
      subjects(
        first: $first
        after: $after
        last: $last
        before: $before
        search: $search
        site: $site
        best: $best
        hasDifference: $hasDifference
        sort: $sort
        direction: $direction
      ) {
        totalCount
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
        edges {
          node {
            id
            number
            country
            site {
              code
              name
            }
            arm {
              isBlinded
              planned {
                code
              }
              reasonWithout
            }
            course {
              isScreenFailure
              firstDoseOn
              offTreatmentOn
              lastContactOn
              diedOn
            }
            centralReason
            centralReview {
              evaluator
              bestResponses {
                criteria
                best
                confirmedBest
                bestChangePercent
                progressionOn
              }
            }
          }
        }
      }
    }
  }
`);

type Trial = NonNullable<ResultOf<typeof SUBJECTS>['trial']>;
type Charter = Trial['charter'];
export type SubjectNode = Trial['subjects']['edges'][number]['node'];
export type SubjectQuery = Omit<VariablesOf<typeof SUBJECTS>, 'protocol'>;

const PAGE_ROWS = 50;
export const SORTS = {
  number: 'NUMBER',
  site: 'SITE',
  best: 'BEST',
  change: 'BEST_CHANGE',
  'first-dose': 'FIRST_DOSE',
  duration: 'DURATION',
} as const;

/** What the page's URL asks for; what it does not say stays at the hub's default. */
export function readSubjectQuery(query: URLSearchParams): SubjectQuery {
  const before = query.get('before');
  const after = query.get('after');
  const best = query.get('best');
  return {
    ...(before ? { last: PAGE_ROWS, before } : { first: PAGE_ROWS, ...(after ? { after } : {}) }),
    search: query.get('search')?.trim() || null,
    site: query.get('site') || null,
    best: best ? best.split(',') : null,
    hasDifference: query.get('difference') === 'yes' ? true : null,
    sort: Object.entries(SORTS).find(([word]) => word === query.get('sort'))?.[1] ?? 'NUMBER',
    direction: query.get('direction') === 'descending' ? 'DESCENDING' : 'ASCENDING',
  };
}

/** A subject's line of the list: as shown and as sent in the CSV file. */
export interface SubjectLine {
  readonly number: string;
  readonly site: string;
  readonly arm: string;
  /** null without a central result. */
  readonly best: string | null;
  readonly isUnconfirmed: boolean;
  readonly bestChangePercent: number | null;
  readonly progressionOn: string | null;
  readonly firstDoseOn: string | null;
  /** Where the subject stands, in words. */
  readonly state: string;
  readonly central: string;
}

/** @param charter says which criteria is the primary, and whether it counts confirmed responses alone */
export function lineOf(subject: SubjectNode, { requiresConfirmation, criteria }: Charter): SubjectLine {
  const { arm, course, centralReview } = subject;
  const best = centralReview?.bestResponses.find((each) => each.criteria === criteria[0]?.id);
  return {
    number: subject.number,
    site: [subject.site.code, subject.site.name].filter(Boolean).join(' '),
    arm: arm.isBlinded ? 'blinded' : (arm.planned?.code ?? arm.reasonWithout ?? '–'),
    best: (requiresConfirmation ? best?.confirmedBest : best?.best) ?? null,
    isUnconfirmed: best !== undefined && !requiresConfirmation && best.best !== best.confirmedBest,
    bestChangePercent: best?.bestChangePercent ?? null,
    progressionOn: best?.progressionOn ?? null,
    firstDoseOn: course?.firstDoseOn ?? null,
    state: stateOf(course),
    central: subject.centralReason,
  };
}

function stateOf(course: SubjectNode['course']): string {
  if (course === null) return 'not open to your role';
  if (course.isScreenFailure) return 'screen failure';
  if (course.diedOn !== null) return 'died';
  if (course.offTreatmentOn !== null) return 'off treatment';
  return course.firstDoseOn === null ? 'not treated' : 'on treatment';
}
