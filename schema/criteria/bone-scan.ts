import type { BoneFacts, BonePhase, BoneSettings } from './bone-scan-table.ts';
import type { BoneScan, Case, Timepoint } from './case.ts';
import { daysBetween } from './day.ts';
import type { FirstLine } from './decision-table.ts';
import type { Trace } from './result.ts';
import type { BoneResponse } from './term.ts';

/** The bone scans of a case, judged. */
export interface BoneCourse {
  /** By a timepoint's place, baseline 0: null without any scan in the case. */
  readonly words: readonly (BoneResponse | null)[];
  readonly traces: readonly (Trace | null)[];
  readonly progressionDate: string | null;
  readonly dateTrace: readonly Trace[];
}

/** A scan that waits for confirmation, that is the reference, or that showed progression. */
interface Mark {
  readonly id: string;
  readonly date: string;
}

/** What a scan leaves behind for the next one. */
interface Memory {
  readonly phase: BonePhase;
  readonly since: Mark;
  readonly count: number;
}

/**
 * The bone scans of a case in order, by the rule of two and two. Scher 2008 (PCWG2), Scher 2016 (PCWG3).
 *
 * ours: a scan at a timepoint that could not be evaluated is ignored, and that timepoint reads NE as one without a scan does; the first
 * scan that is late enough confirms or refutes, not any later one; `persistent` above the lesions counted stands for all of them.
 * Progression that is never confirmed has no date.
 */
export function assessBoneScans(
  { timepoints, subject }: Case,
  settings: BoneSettings,
  table: FirstLine<BoneFacts, BoneResponse>,
): BoneCourse {
  const [baseline] = timepoints;
  if (baseline === undefined) throw new RangeError('A case has a baseline.');
  const dayZero = subject?.treatmentStart ?? baseline.date;
  const hasAnyScan = timepoints.some(({ boneScan }) => boneScan !== undefined);
  const words: (BoneResponse | null)[] = [null];
  const traces: (Trace | null)[] = [null];
  let memory: Memory | null = null;
  let progressionDate: string | null = null;
  let dateTrace: readonly Trace[] = [];
  for (const timepoint of timepoints.slice(1)) {
    const scan = boneScanOf(timepoint);
    if (scan === null) {
      words.push(hasAnyScan ? 'NE' : null);
      traces.push(hasAnyScan ? traceOfNone(timepoint, table) : null);
      continue;
    }
    memory ??= begin(settings, baseline, dayZero, timepoint);
    const facts = factsOf(memory, settings, timepoint, scan);
    const { answer, line } = table(facts);
    words.push(answer);
    traces.push({ step: 'component', rule: line.says(facts), source: line.source });
    if (answer === 'PD' && progressionDate === null) {
      const { id, date } = memory.phase === 'counting' ? timepoint : memory.since;
      progressionDate = date;
      const how = id === timepoint.id ? 'is reached at' : `is confirmed at ${timepoint.id} and dated back to`;
      dateTrace = [{ step: 'date', rule: `Bone progression ${how} ${id}: ${date}.`, source: line.source }];
    }
    memory = remember(memory, facts, timepoint, answer);
  }
  return { words, traces, progressionDate, dateTrace };
}

/** Whether there was disease in bone at baseline: lesions on the scan, or a target or non-target lesion of bone. */
export function hasBoneDisease({ lesions, timepoints: [baseline] }: Case): boolean {
  const onScan = baseline === undefined ? null : boneScanOf(baseline);
  return (
    (onScan !== null && onScan.newLesions > 0) ||
    lesions.some(({ kind, role }) => kind === 'bone' && role !== 'new')
  );
}

function boneScanOf({ evaluable, boneScan }: Timepoint): BoneScan | null {
  return evaluable === false ? null : (boneScan ?? null);
}

/** Before the first scan: it may show flare, or it is late, or the charter knows no flare, and counting starts at baseline. */
function begin(settings: BoneSettings, baseline: Mark, dayZero: string, first: Mark): Memory {
  const { flareRule, flareWindowDays } = settings;
  const isInWindow = flareWindowDays === null || daysBetween(dayZero, first.date) <= flareWindowDays;
  return { phase: flareRule && isInWindow ? 'first' : 'counting', since: baseline, count: 0 };
}

function factsOf(memory: Memory, settings: BoneSettings, scan: Mark, seen: BoneScan): BoneFacts {
  const { phase, since } = memory;
  const days = daysBetween(since.date, scan.date);
  const isCut =
    (phase === 'counting' && settings.bonePersistence) ||
    (phase === 'unconfirmed' && days >= settings.boneConfirmDays);
  const kept = isCut ? Math.min(seen.persistent ?? memory.count, memory.count) : memory.count;
  const count = kept + seen.newLesions;
  return {
    phase,
    settings,
    scan: scan.id,
    since: since.id,
    days,
    newLesions: seen.newLesions,
    kept,
    count,
  };
}

function remember(memory: Memory, facts: BoneFacts, scan: Mark, answer: BoneResponse): Memory {
  const { phase, count } = facts;
  if (phase === 'progressed') return memory;
  if (answer === 'PD')
    return { phase: 'progressed', since: phase === 'counting' ? scan : memory.since, count };
  if (phase === 'first') {
    // The reference: what it shows is not counted, only what is new after it.
    return { phase: answer === 'PDu' ? 'flare' : 'counting', since: scan, count: 0 };
  }
  if (answer === 'NON-PD') return { phase: 'counting', since: memory.since, count };
  const isStillWaiting = phase !== 'counting' && facts.days < facts.settings.boneConfirmDays;
  return isStillWaiting ? { ...memory, count } : { phase: 'unconfirmed', since: scan, count };
}

function traceOfNone({ id }: Mark, table: FirstLine<BoneFacts, BoneResponse>): Trace {
  const source = table.lines[0]?.source.split(';')[0] ?? '';
  return { step: 'component', rule: `No bone scan could be evaluated at ${id}.`, source };
}
