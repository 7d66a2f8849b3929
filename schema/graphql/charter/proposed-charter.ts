import { isDeepStrictEqual } from 'node:util';
import { Refusal } from '@readout/db/refusal.ts';
import { charter, type CharterCriteria } from '@readout/db/table/trial.ts';
import type { ADJUDICATION_VARIABLES, READ_DESIGNS } from '@readout/db/term.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { desc, eq } from 'drizzle-orm';
import { keepChosen } from '../trial/chosen-criteria.ts';

/** What a charter says. */
export interface CharterTerms {
  /** The first is the primary. */
  readonly criteria: readonly CharterCriteria[];
  readonly readDesign: (typeof READ_DESIGNS)[number];
  readonly adjudicationVariable: (typeof ADJUDICATION_VARIABLES)[number];
  readonly isSequential: boolean;
}

/** The charter that holds. */
export interface HeldCharter extends CharterTerms {
  readonly id: string;
  readonly version: number;
}

/** What an amendment changes; null: as the charter that holds. */
export type CharterProposal = { readonly [Term in keyof CharterTerms]: CharterTerms[Term] | null };

/**
 * The charter that a trial has.
 *
 * @throws Refusal NOT_FOUND for a trial that is not there for the viewer
 */
export async function getHeldCharter(tx: Transaction, trialId: string): Promise<HeldCharter> {
  const [held] = await tx
    .select({
      id: charter.id,
      version: charter.version,
      criteria: charter.criteria,
      readDesign: charter.readDesign,
      adjudicationVariable: charter.adjudicationVariable,
      isSequential: charter.isSequential,
    })
    .from(charter)
    .where(eq(charter.trialId, trialId))
    .orderBy(desc(charter.version))
    .limit(1)
    .execute();
  if (held === undefined) throw new Refusal('NOT_FOUND', 'There is no such trial for you.');
  return held;
}

/**
 * The charter as it would be.
 *
 * @throws Refusal BAD_INPUT for criteria or settings that cannot be used
 */
export const proposeCharter = (held: HeldCharter, proposal: CharterProposal): CharterTerms => ({
  criteria: proposal.criteria === null ? held.criteria : keepChosen(proposal.criteria),
  readDesign: proposal.readDesign ?? held.readDesign,
  adjudicationVariable: proposal.adjudicationVariable ?? held.adjudicationVariable,
  isSequential: proposal.isSequential ?? held.isSequential,
});

/** Whether two charters say the same. */
export const isSameCharter = (a: CharterTerms, b: CharterTerms): boolean =>
  isDeepStrictEqual(termsOf(a), termsOf(b));

const termsOf = ({ criteria, readDesign, adjudicationVariable, isSequential }: CharterTerms) => ({
  criteria,
  readDesign,
  adjudicationVariable,
  isSequential,
});

/** How criteria of an amended charter stand to the one before. */
export const CRITERIA_STANDINGS = ['KEPT', 'RESET', 'ADDED', 'DROPPED'] as const;
export type CriteriaStanding = (typeof CRITERIA_STANDINGS)[number];

export interface StandingCriteria {
  readonly criteria: CharterCriteria;
  readonly standing: CriteriaStanding;
}

/** The criteria of both charters: those proposed in their order, then those that are dropped. */
export function compareCriteria(held: CharterTerms, proposed: CharterTerms): readonly StandingCriteria[] {
  const before = new Map(held.criteria.map((each) => [each.criteria, each.settings]));
  const after = new Set(proposed.criteria.map((each) => each.criteria));
  return [
    ...proposed.criteria.map((criteria) => {
      const settings = before.get(criteria.criteria);
      const isKept = isDeepStrictEqual(settings, criteria.settings);
      return {
        criteria,
        standing:
          settings === undefined ? ('ADDED' as const) : isKept ? ('KEPT' as const) : ('RESET' as const),
      };
    }),
    ...held.criteria
      .filter(({ criteria }) => !after.has(criteria))
      .map((criteria) => ({ criteria, standing: 'DROPPED' as const })),
  ];
}
