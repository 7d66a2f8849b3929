import type { Case } from './case.ts';
import { daysBetween } from './day.ts';
import { firstLineThatHolds, type FirstLine } from './decision-table.ts';
import type { Trace } from './result.ts';
import { lengthText, percentText } from './sentence.ts';
import { hasFallen, hasRisen, isBelow, percentChange } from './threshold.ts';

/** Settings of the PSA rules. */
export interface PsaSettings {
  readonly psaResponsePercent: number;
  readonly psaProgressionPercent: number;
  /** ng/mL. */
  readonly psaProgressionNgMl: number;
  /** Least days to the value that confirms. */
  readonly psaConfirmDays: number;
  /** Without a fall, rises up to this day after baseline are ignored. */
  readonly psaEarlyDays: number;
}

/** A PSA value, ng/mL, with its timepoint. */
interface PsaValue {
  readonly id: string;
  readonly date: string;
  /** Days from baseline. */
  readonly day: number;
  readonly psa: number;
}

/** What is known of one value after baseline. */
export interface PsaFacts {
  readonly settings: PsaSettings;
  readonly baseline: PsaValue;
  readonly value: PsaValue;
  /** The smallest earlier value, baseline included. */
  readonly smallest: PsaValue;
  /** An earlier value was below the baseline. */
  readonly hasFallenBefore: boolean;
  /** The first value at least psaConfirmDays later; null: there is none. */
  readonly later: PsaValue | null;
}

/** `event`: what the table is about has happened at this value; `waiting`: it would have, but does not count; `none`. */
type PsaAnswer = 'event' | 'waiting' | 'none';

export interface PsaTables {
  readonly response: FirstLine<PsaFacts, PsaAnswer>;
  readonly progression: FirstLine<PsaFacts, PsaAnswer>;
}

/** The PSA answers of a case; null, all of them, without a value at baseline. */
export interface PsaCourse {
  readonly psaResponse: boolean | null;
  readonly psaResponseDate: string | null;
  readonly psaProgressionDate: string | null;
  readonly trace: readonly Trace[];
}

/** The two tables of PSA, in the paper that is cited. A value is judged by the first line that holds. */
export function psaTables(paper: string): PsaTables {
  const source = `${paper}, PSA`;
  return {
    response: firstLineThatHolds<PsaFacts, PsaAnswer>('PSA response', [
      {
        condition: 'at least psaResponsePercent below the baseline, and so is the value that confirms it',
        answer: 'event',
        holds: (f) => isResponse(f.value, f) && f.later !== null && isResponse(f.later, f),
        says: (f) => `${fallText(f)}, confirmed: ${laterText(f)}. PSA response on ${f.value.date}.`,
        source,
      },
      {
        condition: 'at least psaResponsePercent below the baseline, unconfirmed',
        answer: 'waiting',
        holds: (f) => isResponse(f.value, f),
        says: (f) => `${fallText(f)}, unconfirmed: ${laterText(f)}.`,
        source,
      },
      { condition: 'otherwise', answer: 'none', holds: () => true, says: (f) => `${fallText(f)}.`, source },
    ]),
    progression: firstLineThatHolds<PsaFacts, PsaAnswer>('PSA progression', [
      {
        condition:
          'after a value below the baseline: at least psaProgressionPercent and psaProgressionNgMl above the smallest, and so is the value that confirms it',
        answer: 'event',
        holds: (f) => f.hasFallenBefore && hasGrown(f.value, f) && f.later !== null && hasGrown(f.later, f),
        says: (f) => `${riseText(f)}, confirmed: ${laterText(f)}. PSA progression on ${f.value.date}.`,
        source,
      },
      {
        condition: 'the same, unconfirmed',
        answer: 'waiting',
        holds: (f) => f.hasFallenBefore && hasGrown(f.value, f),
        says: (f) => `${riseText(f)}, unconfirmed: ${laterText(f)}.`,
        source,
      },
      {
        condition:
          'no value below the baseline so far: later than psaEarlyDays, at least psaProgressionPercent and psaProgressionNgMl above the baseline',
        answer: 'event',
        holds: (f) => hasGrown(f.value, f) && f.value.day > f.settings.psaEarlyDays,
        says: (f) =>
          `${riseText(f)}, ${f.value.day} days after baseline (more than ${f.settings.psaEarlyDays}) and without a fall before. PSA progression on ${f.value.date}.`,
        source,
      },
      {
        condition: 'the same, not later than psaEarlyDays',
        answer: 'waiting',
        holds: (f) => hasGrown(f.value, f),
        says: (f) =>
          `${riseText(f)}, ${f.value.day} days after baseline and without a fall before: not later than ${f.settings.psaEarlyDays} days, ignored.`,
        source,
      },
      { condition: 'otherwise', answer: 'none', holds: () => true, says: (f) => `${riseText(f)}.`, source },
    ]),
  };
}

/**
 * PSA response and progression of a case, with their dates; values in ng/mL. A value counts also where nothing else of its timepoint
 * could be evaluated.
 */
export function assessPsa({ timepoints }: Case, settings: PsaSettings, tables: PsaTables): PsaCourse {
  const values: PsaValue[] = [];
  const start = timepoints[0]?.date ?? '';
  for (const { id, date, psa } of timepoints)
    if (psa !== undefined) values.push({ id, date, day: daysBetween(start, date), psa });
  const [baseline] = values;
  if (baseline === undefined || timepoints[0]?.psa === undefined) {
    const source = tables.response.lines[0]?.source.split(';')[0] ?? '';
    const rule = 'No PSA at baseline: neither response nor progression can be told.';
    const trace: readonly Trace[] = values.length === 0 ? [] : [{ step: 'component', rule, source }];
    return { psaResponse: null, psaResponseDate: null, psaProgressionDate: null, trace };
  }
  const facts = factsOf(baseline, values, settings);
  const response = findEvent(tables.response, facts);
  const progression = findEvent(tables.progression, facts);
  return {
    psaResponse: response.date !== null,
    psaResponseDate: response.date,
    psaProgressionDate: progression.date,
    trace: [...response.trace, ...progression.trace],
  };
}

function factsOf(
  baseline: PsaValue,
  values: readonly PsaValue[],
  settings: PsaSettings,
): readonly PsaFacts[] {
  let smallest = baseline;
  let hasFallenBefore = false;
  return values.slice(1).map((value, index): PsaFacts => {
    const facts = {
      settings,
      baseline,
      value,
      smallest,
      hasFallenBefore,
      later: laterOf(values, index + 1, settings.psaConfirmDays),
    };
    if (value.psa < smallest.psa) smallest = value;
    hasFallenBefore ||= isBelow(value.psa, baseline.psa);
    return facts;
  });
}

/** The first value at which it has happened, with what led there; without one, the sentences of those that came near. */
function findEvent(
  table: FirstLine<PsaFacts, PsaAnswer>,
  facts: readonly PsaFacts[],
): { readonly date: string | null; readonly trace: readonly Trace[] } {
  const trace: Trace[] = [];
  for (const each of facts) {
    const { answer, line } = table(each);
    if (answer === 'none') continue;
    const step = answer === 'event' ? 'date' : 'component';
    trace.push({ step, rule: line.says(each), source: line.source });
    if (answer === 'event') return { date: each.value.date, trace };
  }
  const last = facts.at(-1);
  if (trace.length > 0 || last === undefined) return { date: null, trace };
  const { line } = table(last);
  return { date: null, trace: [{ step: 'component', rule: line.says(last), source: line.source }] };
}

/** The first value at least some days after that at a place. */
function laterOf(values: readonly PsaValue[], place: number, days: number): PsaValue | null {
  const from = values[place]?.day ?? 0;
  for (let later = place + 1; later < values.length; later += 1) {
    const value = values[later];
    if (value !== undefined && value.day - from >= days) return value;
  }
  return null;
}

function isResponse({ psa }: PsaValue, { baseline, settings }: PsaFacts): boolean {
  return hasFallen(psa, baseline.psa, settings.psaResponsePercent);
}

/** Whether a value is enough above the smallest, which is the baseline while nothing has fallen below it. */
function hasGrown({ psa }: PsaValue, { smallest, settings }: PsaFacts): boolean {
  return hasRisen(psa, smallest.psa, settings.psaProgressionPercent, settings.psaProgressionNgMl);
}

/** `PSA 10 ng/mL (W4) is 50.0 % below the baseline of 20 ng/mL; at least 50 % is a response`. */
function fallText({ value, baseline, settings }: PsaFacts): string {
  const least = settings.psaResponsePercent;
  return `PSA ${changeText(value, baseline, least)} the baseline of ${levelText(baseline)}; at least ${least} % below is a response`;
}

/** `PSA 10 ng/mL (W16) is 25.0 % and 2 ng/mL above the smallest value of 8 ng/mL (W7); at least 25 % and 2 ng/mL are progression`. */
function riseText({ value, smallest, baseline, settings }: PsaFacts): string {
  const { psaProgressionPercent, psaProgressionNgMl } = settings;
  const reference = smallest === baseline ? 'baseline' : 'smallest value so far,';
  const of = smallest === baseline ? 'of ' : '';
  return `PSA ${changeText(value, smallest, psaProgressionPercent, true)} the ${reference} ${of}${levelText(smallest)}; at least ${psaProgressionPercent} % and ${psaProgressionNgMl} ng/mL above is progression`;
}

function laterText({ value, later, settings }: PsaFacts): string {
  const least = `at least ${settings.psaConfirmDays} days`;
  if (later === null) return `no value ${least} later`;
  return `${levelText(later)} ${later.day - value.day} days later, the first value ${least} later`;
}

/** `10 ng/mL (W16) is 25.0 % and 2 ng/mL above`. */
function changeText(value: PsaValue, reference: PsaValue, threshold: number, isAbsolute = false): string {
  if (value.psa === reference.psa) return `${levelText(value)} is equal to`;
  const change = percentChange(value.psa, reference.psa);
  const parts = [
    ...(change === null ? [] : [`${percentText(change, threshold)} %`]),
    ...(change === null || isAbsolute ? [`${lengthText(Math.abs(value.psa - reference.psa))} ng/mL`] : []),
  ];
  return `${levelText(value)} is ${parts.join(' and ')} ${value.psa < reference.psa ? 'below' : 'above'}`;
}

function levelText({ id, psa }: PsaValue): string {
  return `${psa} ng/mL (${id})`;
}
