import { lengthText, listText, percentText } from './sentence.ts';
import type { Diameter } from './sum-of-diameters.ts';
import { isAtMost, percentChange } from './threshold.ts';
import type { Timeline } from './timeline.ts';

/** Mean attenuation of the targets of one timepoint, and its change. Choi 2007, attenuation. */
export interface Attenuation {
  /** HU, of the targets that still have one; null where not evaluable and where none is left. */
  readonly mean: number | null;
  /** Percent against the baseline of the same targets, unrounded; null where the mean is. */
  readonly change: number | null;
  /** As a sentence. */
  readonly rule: string;
}

/**
 * The arithmetic mean of the HU of the targets that are neither absent, merged nor too small, against that of the same targets at baseline.
 *
 * A fragment that split off after baseline has no baseline and is left out. One target without HU, now or at baseline, makes it not
 * evaluable. ours: the mean is not weighted by size; a baseline mean of 0 HU or less allows no percentage.
 *
 * @param at the timepoint's place, baseline 0
 * @param diameters of the targets at that timepoint
 */
export function attenuationOf(
  timeline: Timeline,
  at: number,
  diameters: ReadonlyMap<string, Diameter>,
  prDensityPercent: number,
): Attenuation {
  const taken = timeline.targets.filter(
    ({ id }) => (timeline.firstMention.get(id) ?? 0) === 0 && hasAttenuation(diameters.get(id)),
  );
  if (taken.length === 0) return notEvaluable('No target is left that has an attenuation');
  const without: string[] = [];
  let now = 0;
  let before = 0;
  let parts = '';
  for (const { id } of taken) {
    const hu = timeline.findings[at]?.get(id)?.attenuation;
    const baselineHu = timeline.findings[0]?.get(id)?.attenuation;
    if (hu === undefined || baselineHu === undefined) {
      without.push(id);
      continue;
    }
    now += hu;
    before += baselineHu;
    parts += `${parts === '' ? '' : ', '}${id} ${lengthText(hu)}`;
  }
  if (without.length > 0)
    return notEvaluable(`${listText(without)} without an attenuation now or at baseline`);
  const mean = now / taken.length;
  const baseline = before / taken.length;
  const baselineText = `the baseline of the same targets, ${lengthText(baseline)} HU`;
  if (isAtMost(baseline, 0)) return notEvaluable(`No percentage can be given against ${baselineText}`);
  const change = percentChange(mean, baseline);
  if (change === null) return notEvaluable(`No percentage can be given against ${baselineText}`);
  const against =
    change === 0
      ? `equal to ${baselineText}`
      : `${percentText(change, prDensityPercent)} % ${change < 0 ? 'below' : 'above'} ${baselineText}`;
  return { mean, change, rule: `Mean attenuation ${lengthText(mean)} HU (${parts}) is ${against}.` };
}

function hasAttenuation(diameter: Diameter | undefined): boolean {
  if (diameter === undefined || diameter.isTooSmall === true) return false;
  return diameter.status !== 'absent' && diameter.status !== 'merged';
}

function notEvaluable(why: string): Attenuation {
  return { mean: null, change: null, rule: `${why}: attenuation not evaluable.` };
}
