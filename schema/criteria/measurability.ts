import type { LesionRules, SizeRule } from './criterion.ts';

/** Why a baseline target is not what the criteria ask for. The read is kept and flagged, never refused. */
export const BASELINE_FLAGS = [
  'TOO_SMALL',
  'NEVER_MEASURABLE',
  'NOT_MEASURED',
  'TOO_MANY_TARGETS',
  'TOO_MANY_IN_ORGAN',
] as const;

export interface BaselineFlag {
  readonly flag: (typeof BASELINE_FLAGS)[number];
  /** null where the flag is about the whole baseline. */
  readonly lesion: string | null;
  readonly rule: string;
  readonly source: string;
}

/** A target as it was chosen at baseline. */
export interface BaselineTarget {
  readonly id: string;
  readonly kind?: string;
  readonly site?: string;
  /** mm; null or left out: not measured. */
  readonly longestDiameter?: number | null;
  readonly shortAxis?: number | null;
  readonly perpendicular?: number | null;
  /** mm. */
  readonly sliceThickness?: number | null;
}

/**
 * Whether a lesion is measurable, and why not.
 *
 * @returns null when it is
 */
export function measurabilityFlag(rules: LesionRules, target: BaselineTarget): BaselineFlag | null {
  const kind = target.kind ?? 'extranodal';
  if (rules.neverMeasurable.includes(kind)) {
    const rule = `${target.id} is of a kind that is never measurable (${kind}).`;
    return { flag: 'NEVER_MEASURABLE', lesion: target.id, rule, source: rules.source };
  }
  for (const each of sizeRulesOf(rules, kind, target.site)) {
    const flag = sizeFlag(each, target);
    if (flag !== null) return flag;
  }
  return null;
}

/** The size rules of a lesion: those of its kind at its site, else of its kind, else of every other kind. */
function sizeRulesOf({ sizes }: LesionRules, kind: string, site: string | undefined): readonly SizeRule[] {
  const ofKind = sizes.filter((size) => size.kind === kind);
  const atSite = ofKind.filter((size) => size.site !== undefined && size.site === site);
  if (atSite.length > 0) return atSite;
  const elsewhere = ofKind.filter((size) => size.site === undefined);
  return elsewhere.length > 0 ? elsewhere : sizes.filter((size) => size.kind === null);
}

const SIZE_NAMES = {
  longestDiameter: 'longest diameter',
  shortAxis: 'short axis',
  perpendicular: 'perpendicular diameter',
} as const satisfies Record<SizeRule['size'], string>;

function sizeFlag(wanted: SizeRule, target: BaselineTarget): BaselineFlag | null {
  const name = SIZE_NAMES[wanted.size];
  // A node given by two diameters has its short axis at a right angle to the longest.
  const sizeMm =
    wanted.size === 'perpendicular' ? (target.perpendicular ?? target.shortAxis) : target[wanted.size];
  if (sizeMm === undefined || sizeMm === null) {
    const rule = `${target.id} has no ${name} at baseline.`;
    return { flag: 'NOT_MEASURED', lesion: target.id, rule, source: wanted.source };
  }
  const leastMm = Math.max(
    wanted.leastMm,
    (wanted.sliceThicknessMultiple ?? 0) * (target.sliceThickness ?? 0),
  );
  if (wanted.isAbove ? sizeMm > leastMm : sizeMm >= leastMm) return null;
  const least = `${wanted.isAbove ? 'more than' : 'at least'} ${leastMm} mm`;
  const rule = `${target.id} has a ${name} of ${sizeMm} mm at baseline; a target has ${least}.`;
  return { flag: 'TOO_SMALL', lesion: target.id, rule, source: wanted.source };
}

/**
 * What the criteria would not have chosen among the targets of a baseline, lesion by lesion, then the numbers.
 *
 * ours: an organ is told by its name without a side; nodes of all stations are one organ; a lesion without a site counts in all only.
 */
export function flagBaseline(
  rules: LesionRules,
  targets: readonly BaselineTarget[],
): readonly BaselineFlag[] {
  const flags = targets.flatMap((target) => measurabilityFlag(rules, target) ?? []);
  const { maxTargets, maxTargetsPerOrgan } = rules;
  if (maxTargets !== null && targets.length > maxTargets) {
    const rule = `${targets.length} targets at baseline; at most ${maxTargets}.`;
    flags.push({ flag: 'TOO_MANY_TARGETS', lesion: null, rule, source: rules.source });
  }
  if (maxTargetsPerOrgan === null) return flags;
  for (const [organ, members] of Map.groupBy(targets, organOf)) {
    if (organ === null || members.length <= maxTargetsPerOrgan) continue;
    const rule = `${members.length} targets in ${organ} at baseline; at most ${maxTargetsPerOrgan} in one organ.`;
    flags.push({ flag: 'TOO_MANY_IN_ORGAN', lesion: null, rule, source: rules.source });
  }
  return flags;
}

function organOf(target: BaselineTarget): string | null {
  if (target.kind === 'nodal' || /\b(lymph )?node/i.test(target.site ?? '')) return 'lymph nodes';
  const organ = (target.site ?? '').toLowerCase().replace(/\b(left|right|bilateral)\b/g, '');
  const name = organ.split(/[,;(]/)[0]?.trim() ?? '';
  return name === '' ? null : name;
}
