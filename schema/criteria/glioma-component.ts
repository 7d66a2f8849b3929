import type { MissingComponents } from './corticosteroid.ts';
import type { ClinicalStatus, T2flairStatus } from './term.ts';

/** What a component beside the measured tumour says. */
export interface ComponentStatus {
  /** It does not stand in the way of a response. */
  readonly isGood: boolean;
  /** It speaks for progression. */
  readonly isWorse: boolean;
  /** As a sentence without its end: `clinical status stable`. */
  readonly text: string;
}

/**
 * Clinical (neurological) status against baseline.
 *
 * ours: `worse` has already been judged to be due to the tumour. Not evaluated it is never deterioration.
 *
 * @param clinical left out: not evaluated
 */
export function clinicalComponent(
  clinical: ClinicalStatus | undefined,
  missing: MissingComponents,
): ComponentStatus {
  if (clinical === undefined || clinical === 'not-evaluated') return notEvaluated('clinical status', missing);
  const isWorse = clinical === 'worse';
  return { isGood: !isWorse, isWorse, text: `clinical status ${clinical}` };
}

/**
 * Non-enhancing disease on T2/FLAIR, judged as a whole by the reader.
 *
 * @param t2flair left out: not evaluated
 */
export function t2flairComponent(
  t2flair: T2flairStatus | undefined,
  missing: MissingComponents,
): ComponentStatus {
  if (t2flair === undefined || t2flair === 'not-evaluated') return notEvaluated('T2/FLAIR', missing);
  const isWorse = t2flair === 'increased';
  return { isGood: !isWorse, isWorse, text: `T2/FLAIR ${t2flair}` };
}

/** ours: what nobody evaluated does not stand in the way of a response, or does, as the charter says. */
function notEvaluated(name: string, missing: MissingComponents): ComponentStatus {
  const isGood = missing === 'lenient';
  const counts = isGood ? 'taken as good' : 'not taken as good';
  return { isGood, isWorse: false, text: `${name} not evaluated, ${counts} (missingComponents ${missing})` };
}
