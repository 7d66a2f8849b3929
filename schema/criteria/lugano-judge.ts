import { askTable } from './ask-table.ts';
import { marrowOf, traceOfMarrow, type Marrow } from './bone-marrow.ts';
import type { Case, Lesion, Timepoint } from './case.ts';
import type { NewLesionRule } from './counted-new-lesion.ts';
import { luganoCtResponse, luganoTargetResponse } from './lugano-ct.ts';
import {
  isRanked,
  luganoCombination,
  luganoPetResponse,
  RESPONSE_OF_PET,
  type Combination,
  type CombinationFacts,
} from './lugano-pet.ts';
import type { LuganoSettings } from './lugano-setting.ts';
import { luganoTargetFactsAt, type LuganoGrowth } from './lugano-target.ts';
import { judgeOtherLesions } from './lymphoma-lesion.ts';
import type { NonTargetLimits } from './non-target-word.ts';
import type { Trace } from './result.ts';
import { spdCourseOf, type SpdAnswer, type SpdCourse } from './spd-course.ts';
import { spleenAt } from './spleen.ts';
import type { PetResponse, TargetResponse } from './term.ts';

/** Why a timepoint is progression by Lugano. */
export const LUGANO_REASONS = [
  'node',
  'regrowth',
  'nontarget',
  'new',
  'newFdg',
  'fdg',
  'spleen',
  'marrow',
] as const;
export type LuganoReason = (typeof LUGANO_REASONS)[number];

/** What Lugano answers for a timepoint. */
export interface LuganoAnswer extends SpdAnswer {
  readonly target: TargetResponse | null;
  readonly overall: TargetResponse;
  /** The reasons in play of a PD; none otherwise. */
  readonly reasons: readonly LuganoReason[];
  /** Whether CT has a say on the burden: not with PET alone, nor where a ranked PET takes precedence. */
  readonly hasCtSay: boolean;
  readonly values: { readonly ctResponse: TargetResponse; readonly petResponse: PetResponse | null };
}

/** A case as Lugano and LYRIC look at it. */
export interface LuganoCase {
  readonly course: SpdCourse;
  readonly settings: LuganoSettings;
  /** `ctOnly` where the disease is not avid. */
  readonly combination: Combination;
  readonly marrows: readonly Marrow[];
  readonly lesions: {
    readonly limits: NonTargetLimits;
    readonly rule: NewLesionRule;
    readonly source: string;
  };
}

/** Arranges a case for judging by Lugano: the targets measured in mm, and the marrow, by timepoint. */
export function luganoCaseOf(subjectCase: Case, settings: LuganoSettings): LuganoCase {
  const newMm = ({ kind }: Lesion) => (kind === 'nodal' ? settings.newNodeMm : settings.newExtranodalMm);
  return {
    course: spdCourseOf(subjectCase, settings.tooSmallMm),
    settings,
    combination: subjectCase.subject?.fdgAvid === false ? 'ctOnly' : settings.combination,
    marrows: marrowOf(subjectCase.timepoints),
    lesions: {
      limits: { normalNodeMm: settings.abnormalNodeMm, newLesionMm: newMm },
      rule: { aboveMm: newMm, countsTooSmall: false },
      source: 'Cheson 2014, Table 3, new lesions',
    },
  };
}

/**
 * Judges a timepoint by Lugano: CT, PET and what they make together, with the reasons of a progression. Cheson 2014, Table 3.
 *
 * @param earlier the answers of the timepoints between baseline and this one
 */
export function judgeLugano(
  lugano: LuganoCase,
  timepoint: Timepoint,
  at: number,
  earlier: readonly LuganoAnswer[],
): LuganoAnswer {
  const { course, settings, combination } = lugano;
  const trace: Trace[] = [];
  let target: TargetResponse | null = null;
  let growths: readonly LuganoGrowth[] = [];
  if (course.targets.length > 0) {
    const facts = luganoTargetFactsAt(course, at, settings);
    growths = facts.growths;
    target = askTable(luganoTargetResponse, facts, 'target', trace);
  }
  const others = judgeOtherLesions(course.timeline, at, earlier.at(-1)?.newLesions ?? [], lugano.lesions);
  const { nonTarget, newLesions } = others;
  const isNew = newLesions.length > 0;
  const marrow = lugano.marrows[at] ?? 'never';
  const { spleen, rule: spleenRule } = spleenAt(course.subjectCase.timepoints, at, settings);
  trace.push(...others.trace, ...traceOfMarrow(marrow, timepoint, 'Cheson 2014, Table 3, bone marrow'));
  if (spleenRule !== null)
    trace.push({ step: 'component', rule: spleenRule, source: 'Cheson 2014, Table 3, organ enlargement' });

  const decision = luganoCtResponse(target, nonTarget, isNew, spleen, marrow);
  const ct = decision.answer;
  const seen = `CT: target ${target ?? 'none'}, non-target ${nonTarget ?? 'none'}, new lesion ${isNew ? 'yes' : 'no'}`;
  const parts = `${spleen === 'none' ? '' : `, spleen ${spleen}`}${marrow === 'never' ? '' : `, bone marrow ${marrow}`}`;
  trace.push({ step: 'component', rule: `${seen}${parts}: ${ct}.`, source: decision.source });

  const { deauville: score, fdg, boneMarrow, newFdgFoci } = timepoint;
  const hasNewFoci = newFdgFoci === true;
  const negativeMax = settings.deauvilleNegativeMax;
  const isScored = typeof score === 'number';
  const pet = isScored
    ? askTable(
        luganoPetResponse,
        { score, negativeMax, fdg, hasNewFoci, marrow, boneMarrow },
        'component',
        trace,
      )
    : null;
  const hasPositiveScore = isScored && score > negativeMax;
  const carriedFrom = pet === null && settings.carryForwardCmr ? carriedCmr(course, at, earlier) : null;
  const facts: CombinationFacts = {
    combination,
    ct,
    pet,
    hasPositiveScore,
    isNew,
    hasNewFoci: newFdgFoci ?? null,
    carriedFrom,
  };
  const { answer, line } = luganoCombination(facts);
  const overall = overallOf(answer, ct, pet);
  trace.push({ step: 'overall', rule: `${line.says(facts)}: ${overall}.`, source: line.source });

  const ctReasons: LuganoReason[] = growths.map(({ reason }) => reason);
  if (nonTarget === 'PD') ctReasons.push('nontarget');
  if (isNew) ctReasons.push('new');
  if (spleen === 'progressed') ctReasons.push('spleen');
  if (marrow === 'new') ctReasons.push('marrow');
  const petReasons: LuganoReason[] = [];
  if (pet !== null && hasNewFoci) petReasons.push('newFdg');
  if (pet !== null && marrow === 'new') petReasons.push('marrow');
  if (hasPositiveScore && fdg === 'increased') petReasons.push('fdg');
  return {
    target,
    nonTarget,
    newLesions,
    overall,
    trace,
    reasons: overall === 'PD' ? reasonsInPlay(facts, ctReasons, petReasons) : [],
    hasCtSay: combination !== 'petOnly' && (combination !== 'petPrecedence' || !isRanked(pet)),
    values: { ctResponse: ct, petResponse: pet },
  };
}

/** The timepoint of a CMR that holds until another score, or a progression at it or since; null: there is none. */
function carriedCmr(course: SpdCourse, at: number, earlier: readonly LuganoAnswer[]): string | null {
  for (let place = at - 1; place >= 1; place -= 1) {
    const answer = earlier[place - 1];
    if (answer === undefined || answer.overall === 'PD') return null;
    if (answer.values.petResponse === null) continue;
    return answer.values.petResponse === 'CMR' ? (course.subjectCase.timepoints[place]?.id ?? '') : null;
  }
  return null;
}

function overallOf(
  answer: ReturnType<typeof luganoCombination>['answer'],
  ct: TargetResponse,
  pet: PetResponse | null,
): TargetResponse {
  const byPet = RESPONSE_OF_PET[pet ?? 'NE'];
  if (answer === 'CT') return ct;
  if (answer === 'PET') return byPet;
  if (answer !== 'worse of CT and PET') return answer;
  const order: readonly TargetResponse[] = ['CR', 'PR', 'SD', 'PD'];
  return order.indexOf(ct) > order.indexOf(byPet) ? ct : byPet;
}

/**
 * The reasons of a PD that count for its kind: those of CT, of PET, or of both, as CT and PET were combined.
 *
 * Where a ranked PET takes precedence CT adds only what it shows as well: growth of a target, and new lesions unless PET shows none.
 */
function reasonsInPlay(
  { combination, ct, pet, hasNewFoci }: CombinationFacts,
  ctReasons: readonly LuganoReason[],
  petReasons: readonly LuganoReason[],
): readonly LuganoReason[] {
  if (combination === 'petOnly') return petReasons;
  if (combination === 'ctOnly' || !isRanked(pet)) return ctReasons;
  if (combination === 'worse') return ct === 'NE' ? petReasons : [...ctReasons, ...petReasons];
  const shared = ctReasons.filter(
    (reason) => (reason === 'new' && hasNewFoci !== false) || reason === 'node',
  );
  return pet === 'PMD' ? [...petReasons, ...shared] : ['new'];
}
