import type { ResultOf, VariablesOf } from 'gql.tada';
import { graphql } from '#lib/graphql.ts';

/** What the form asks for: the charter that holds, and every criteria with its settings. */
export const AMEND_FORM = graphql(`
  query AmendForm($protocol: String!) {
    trial(protocol: $protocol) {
      charter {
        version
        readDesign
        adjudicationVariable
        isSequential
        criteria {
          id
          settings
        }
      }
    }
    criteria {
      id
      name
      settings {
        name
        type
        meaning
        unit
        default
        choices
        min
        max
        isWhole
        isNullable
      }
    }
  }
`);

export const PREVIEW = graphql(`
  query PreviewAmendment(
    $input: CharterAmendmentInput!
    $first: Int!
    $after: String
    $effects: [AmendmentEffect!]
  ) {
    previewCharterAmendment(input: $input) {
      heldVersion
      version
      subjects
      reviews
      subjectsChanged
      centralReviewsChanged
      fingerprint
      byCriteria {
        standing
        subjects
        timepoints
        bests
        confirmedBests
        progressionDates
        criteria {
          id
          name
        }
      }
      changes(first: $first, after: $after, effects: $effects) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          cursor
          node {
            subject
            evaluator
            criteria
            effect
            part
            timepoint
            before
            beforeMeaning
            after
            afterMeaning
          }
        }
      }
    }
  }
`);

type Form = ResultOf<typeof AMEND_FORM>;
export type Criteria = Form['criteria'][number];
export type Setting = Criteria['settings'][number];
export type Held = NonNullable<Form['trial']>['charter'];
export type Preview = NonNullable<ResultOf<typeof PREVIEW>['previewCharterAmendment']>;
export type AmendmentInput = VariablesOf<typeof PREVIEW>['input'];

/** One criteria of the form, with what stands in its fields. */
export interface ProposedCriteria {
  readonly criteria: Criteria;
  /** By name, as a field has it: '' for null. */
  readonly values: Readonly<Record<string, string>>;
}

/** The charter as the address of the page proposes it; what the address does not say is as in the charter that holds. */
export interface Proposal {
  readonly chosen: readonly ProposedCriteria[];
  readonly readDesign: string;
  readonly adjudicationVariable: string;
  readonly isSequential: boolean;
}

/** Reads the proposal: `criteria` once for each, the primary one first; `<id>.<setting>` for each field. */
export function readProposal(query: URLSearchParams, held: Held, all: readonly Criteria[]): Proposal {
  const asked = query.getAll('criteria').filter((id) => id !== '');
  const ids = asked.length > 0 ? [...new Set(asked)] : held.criteria.map(({ id }) => id);
  const without = query.get('remove');
  const first = query.get('first');
  const chosen = ids
    .filter((id) => id !== without)
    .toSorted((a, b) => Number(b === first) - Number(a === first))
    .flatMap((id) => all.find((each) => each.id === id) ?? [])
    .map((criteria): ProposedCriteria => {
      const settings = held.criteria.find(({ id }) => id === criteria.id)?.settings as
        Readonly<Record<string, unknown>> | undefined;
      const entries = criteria.settings.map(({ name, default: byDefault }) => {
        const typed = query.get(`${criteria.id}.${name}`);
        const value: unknown =
          settings !== undefined && Object.hasOwn(settings, name) ? settings[name] : byDefault;
        return [name, typed ?? fieldText(value)];
      });
      return { criteria, values: Object.fromEntries(entries) as Readonly<Record<string, string>> };
    });
  return {
    chosen,
    readDesign: query.get('readDesign') || held.readDesign,
    adjudicationVariable: query.get('adjudicationVariable') || held.adjudicationVariable,
    isSequential: query.has('isSequential') ? query.get('isSequential') === 'true' : held.isSequential,
  };
}

/** A setting's value as its field has it; an empty field is null, which switches a rule off. */
function fieldText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The proposal as the hub takes it. What cannot be used is handed on as it was typed: the hub says what is wrong with it. */
export function inputOf(protocol: string, proposal: Proposal): AmendmentInput {
  return {
    protocol,
    criteria: proposal.chosen.map(({ criteria, values }) => ({
      id: criteria.id,
      settings: Object.fromEntries(
        criteria.settings.map((setting) => [setting.name, valueOf(setting, values[setting.name] ?? '')]),
      ),
    })),
    readDesign: proposal.readDesign as NonNullable<AmendmentInput['readDesign']>,
    adjudicationVariable: proposal.adjudicationVariable as NonNullable<
      AmendmentInput['adjudicationVariable']
    >,
    isSequential: proposal.isSequential,
  };
}

function valueOf(setting: Setting, typed: string): string | number | boolean | null {
  if (typed === '' && setting.isNullable) return null;
  if (setting.type === 'BOOLEAN') return typed === 'true' ? true : typed === 'false' ? false : typed;
  if (setting.type === 'CHOICE' || typed.trim() === '') return typed;
  const number = Number(typed);
  return Number.isNaN(number) ? typed : number;
}

export const EFFECT_TEXT = {
  CHANGED: 'changed',
  ADDED: 'new',
  WITHDRAWN: 'withdrawn',
} as const satisfies Record<Preview['changes']['edges'][number]['node']['effect'], string>;

export const PART_TEXT = {
  TIMEPOINT: 'Response',
  BEST: 'Best response, unconfirmed',
  CONFIRMED_BEST: 'Best response, confirmed',
  PROGRESSION_DATE: 'Progression',
  CENTRAL_REVIEW: 'Central review',
} as const satisfies Record<Preview['changes']['edges'][number]['node']['part'], string>;

export const STANDING_TEXT = {
  KEPT: 'as it was',
  RESET: 'other settings',
  ADDED: 'new',
  DROPPED: 'no longer named',
} as const satisfies Record<Preview['byCriteria'][number]['standing'], string>;
