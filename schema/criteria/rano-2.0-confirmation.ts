import type { Subject } from './case.ts';
import { daysBetween } from './day.ts';
import { hasGrown } from './glioma-target.ts';
import type { PartFacts } from './rano-2.0-finding.ts';
import { confirmationOfProgression, type ConfirmationStep } from './rano-2.0-overall.ts';
import type { RanoSettings } from './rano-2.0-setting.ts';
import type { Trace } from './result.ts';
import { capitalText, listText } from './sentence.ts';

/** A preliminary progression that waits for its confirmation: the first timepoint that showed it. */
export interface Preliminary {
  /** The timepoint's place, baseline 0. */
  readonly at: number;
  readonly id: string;
  readonly date: string;
}

/** What the confirmation of progression looks at. */
export interface ConfirmationFacts {
  readonly settings: RanoSettings;
  readonly subject: Subject | undefined;
  readonly now: Preliminary;
  /** The one that is open, if any. */
  readonly preliminary: Preliminary | null;
  readonly parts: readonly PartFacts[];
  /** What speaks for progression now, in words. */
  readonly findings: readonly string[];
  /** New lesions outside the radiation field that are large enough for progression. */
  readonly outOfField: readonly string[];
  readonly isClinicallyWorse: boolean;
  /** Without a finding the timepoint would be NE. */
  readonly isNotEvaluable: boolean;
}

/** What the confirmation of progression makes of a timepoint. */
export interface Confirmed {
  /** null: there is no finding of progression. */
  readonly word: 'PD' | 'PPD' | null;
  /** The preliminary progression that is open afterwards. */
  readonly preliminary: Preliminary | null;
  /** The place of the timepoint that a PD is dated at. */
  readonly datedAt: number | null;
  readonly trace: readonly Trace[];
}

/** Asks the table of the confirmation of progression. */
export function confirmProgressionAt(facts: ConfirmationFacts): Confirmed {
  const { settings, findings, outOfField, preliminary, now } = facts;
  const isImmediate = settings.outOfFieldIsImmediate && outOfField.length > 0;
  const finding = isImmediate ? 'out of field' : findings.length > 0 ? 'other' : 'none';
  const { answer, source } = confirmationOfProgression(
    finding,
    preliminary !== null,
    isConfirming(facts),
    isConfirmationNeeded(facts),
    facts.isNotEvaluable,
  );
  const said = sayStep(answer, facts, isImmediate);
  const step = findings.length > 0 ? 'overall' : 'confirmation';
  const trace: readonly Trace[] = said === null ? [] : [{ step, rule: said, source }];
  switch (answer) {
    case 'PD':
      return { word: 'PD', preliminary: null, datedAt: now.at, trace };
    case 'PD, dated at the preliminary PD':
      return {
        word: 'PD',
        preliminary: null,
        datedAt: preliminary?.at ?? now.at,
        trace: isImmediate ? trace : [...traceOfWait(facts, source), ...trace],
      };
    case 'PPD, opens':
      return {
        word: 'PPD',
        preliminary: now,
        datedAt: null,
        trace: [traceOfOpening(facts, source), ...trace],
      };
    case 'PPD':
      return { word: 'PPD', preliminary, datedAt: null, trace: [...traceOfWait(facts, source), ...trace] };
    case 'no progression, closes the preliminary PD':
      return { word: null, preliminary: null, datedAt: null, trace };
    case 'no progression':
      return { word: null, preliminary, datedAt: null, trace };
  }
}

/**
 * Whether progression now needs a confirming scan.
 *
 * ours: where the charter asks for one within twelve weeks of radiotherapy and no end of it is given, none is needed.
 */
function isConfirmationNeeded({ settings, subject, now }: ConfirmationFacts): boolean {
  const { confirmProgression, confirmationWindowDays } = settings;
  if (confirmProgression !== 'within12Weeks') return confirmProgression === 'always';
  const end = subject?.radiotherapyEnd;
  return end !== undefined && daysBetween(end, now.date) < confirmationWindowDays;
}

/** Why progression now needs a confirming scan, or needs none. */
function sayNeed({ settings, subject, now }: ConfirmationFacts): string {
  const { confirmProgression, confirmationWindowDays } = settings;
  if (confirmProgression === 'always') return 'the charter always asks for it';
  if (confirmProgression === 'never') return 'the charter never asks for it';
  const end = subject?.radiotherapyEnd;
  if (end === undefined) return 'no end of radiotherapy is given';
  const since = daysBetween(end, now.date);
  const window = `${since < confirmationWindowDays ? 'fewer than' : 'at least'} ${confirmationWindowDays}`;
  return since < 0
    ? `radiotherapy ends on ${end}`
    : `it is ${since} days after the end of radiotherapy (${end}), ${window}`;
}

/** Whether this scan confirms the open preliminary progression: late enough, and by the reference of the charter. */
function isConfirming({ settings, preliminary, parts, now, isClinicallyWorse }: ConfirmationFacts): boolean {
  if (preliminary === null || daysBetween(preliminary.date, now.date) < settings.confirmationDays)
    return false;
  if (settings.confirmationReference === 'nadir' || isClinicallyWorse) return true;
  return parts.some((part) => {
    const sum = part.part.sums[preliminary.at] ?? null;
    return sum !== null && hasGrown({ ...part, reference: { sum, text: '' } });
  });
}

function sayStep(step: ConfirmationStep, facts: ConfirmationFacts, isImmediate: boolean): string | null {
  const { findings, outOfField, preliminary } = facts;
  const what = capitalText(listText(findings));
  switch (step) {
    case 'PD':
      return isImmediate
        ? `${what}; ${listText(outOfField)} outside the radiation field, so no confirmation is needed: progression.`
        : `${what}; no confirmation is needed, as ${sayNeed(facts)}: progression.`;
    case 'PD, dated at the preliminary PD':
      return isImmediate
        ? `${what}; ${listText(outOfField)} outside the radiation field: progression, dated at ${preliminary?.id ?? ''}.`
        : `${what}: progression, dated at ${preliminary?.id ?? ''}.`;
    case 'PPD, opens':
    case 'PPD':
      return `${what}: preliminary progression.`;
    case 'no progression, closes the preliminary PD':
      return `Nothing speaks for progression any more: the preliminary progression of ${preliminary?.id ?? ''} is not confirmed.`;
    case 'no progression':
      return preliminary === null
        ? null
        : `Not evaluable: the preliminary progression of ${preliminary.id} stays open.`;
  }
}

function traceOfOpening(facts: ConfirmationFacts, source: string): Trace {
  const { now, settings } = facts;
  const rule = `Progression must be confirmed, as ${sayNeed(facts)}: ${now.id} (${now.date}) waits for a scan at least ${settings.confirmationDays} days later.`;
  return { step: 'confirmation', rule, source };
}

function traceOfWait(facts: ConfirmationFacts, source: string): readonly Trace[] {
  const { preliminary, now, settings } = facts;
  if (preliminary === null) return [];
  const wait = `The preliminary progression of ${preliminary.id} is ${daysBetween(preliminary.date, now.date)} days old`;
  const isLate = daysBetween(preliminary.date, now.date) >= settings.confirmationDays;
  const against =
    settings.confirmationReference === 'nadir'
      ? 'and progression is found again'
      : isConfirming(facts)
        ? `and ${facts.isClinicallyWorse ? 'the clinical status is worse' : 'the tumour has grown further'}`
        : 'but no part has grown over that scan, and the clinical status is not worse';
  const rule = isLate
    ? `${wait}, at least ${settings.confirmationDays}, ${against}.`
    : `${wait}, and a confirming scan comes at least ${settings.confirmationDays} days later.`;
  return [{ step: 'confirmation', rule, source }];
}
