import { listSeenNewLesions } from './lesion-status.ts';
import { lengthText } from './sentence.ts';
import { isAtLeast } from './threshold.ts';
import { stateOf, type Timeline } from './timeline.ts';

/** Growth that makes a node that was seen before a new lesion. PCWG2 and PCWG3. */
export const NEW_NODE_GROWTH_MM = 5;

/** A new node that is large enough, against the smallest of its earlier sizes. */
interface GrownNode {
  readonly id: string;
  readonly shortAxis: number;
  readonly smallest: number;
}

/**
 * The new lesions seen at a timepoint. A node given by its short axis must have at least 10 mm and, where it has earlier sizes (at
 * baseline too), at least 5 mm more than the smallest of them.
 *
 * @param at the timepoint's place, baseline 0
 */
export function listSeenByGrowth(timeline: Timeline, at: number): readonly string[] {
  const seen = listSeenNewLesions(timeline, at);
  if (seen.length === 0) return seen;
  const stable = listStableNodes(timeline, at, seen).map(({ id }) => id);
  return stable.length === 0 ? seen : seen.filter((id) => !stable.includes(id));
}

/** `NEW01: short axis 12 mm, 3 mm above the smallest before (9 mm): no new lesion. At least 5 mm above.` for each node that has not grown enough. */
export function sayStableNodes(timeline: Timeline, at: number): readonly string[] {
  return listStableNodes(timeline, at, listSeenNewLesions(timeline, at)).map(
    ({ id, shortAxis, smallest }) => {
      const distance = `${lengthText(Math.abs(shortAxis - smallest))} mm ${shortAxis < smallest ? 'below' : 'above'}`;
      return `${id}: short axis ${lengthText(shortAxis)} mm, ${distance} the smallest before (${lengthText(smallest)} mm): no new lesion. At least ${NEW_NODE_GROWTH_MM} mm above.`;
    },
  );
}

function listStableNodes(timeline: Timeline, at: number, seen: readonly string[]): readonly GrownNode[] {
  return timeline.newLesions.flatMap(({ id, kind }): readonly GrownNode[] => {
    const finding = timeline.findings[at]?.get(id);
    if (kind !== 'nodal' || finding?.shortAxis === undefined || !seen.includes(id)) return [];
    if (stateOf(finding) !== 'measured') return [];
    const smallest = smallestBefore(timeline, at, id);
    if (smallest === null || isAtLeast(finding.shortAxis - smallest, NEW_NODE_GROWTH_MM)) return [];
    return [{ id, shortAxis: finding.shortAxis, smallest }];
  });
}

function smallestBefore(timeline: Timeline, at: number, id: string): number | null {
  let smallest: number | null = null;
  for (let earlier = 0; earlier < at; earlier += 1) {
    const finding = timeline.findings[earlier]?.get(id);
    // ours: a size counts whatever state stands beside it; that of a merged node, which another lesion bears, does not.
    if (finding?.shortAxis === undefined || finding.mergedInto !== undefined) continue;
    if (smallest === null || finding.shortAxis < smallest) smallest = finding.shortAxis;
  }
  return smallest;
}
