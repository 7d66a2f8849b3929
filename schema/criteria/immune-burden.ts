import type { Finding } from './case.ts';
import {
  addUpProducts,
  bearerOf,
  measuredSizeOf,
  targetsAt,
  type ProductBurden,
  type ProductPart,
} from './product.ts';
import { stateOf, type Timeline } from './timeline.ts';

/** The tumour burden of irRC at one timepoint: index lesions and new measurable lesions. */
export interface ImmuneBurden extends ProductBurden {
  /** There is an index lesion in the case. */
  readonly hasIndexLesion: boolean;
}

/**
 * The tumour burden of a timepoint, mm². Wolchok 2009. New lesions count 0 at baseline, without index lesions it is then 0; later each
 * new measurable lesion adds its product once it is seen. Where nothing could be evaluated there is no burden.
 *
 * ours: a merged lesion counts 0 whatever the role of its bearer, but lesions merged in a ring are not evaluable. A new lesion that
 * is suspected adds nothing; one that is present without two diameters, or not evaluable, leaves the burden incomplete.
 *
 * @param at the timepoint's place, baseline 0
 */
export function immuneBurdenAt(timeline: Timeline, at: number, tooSmallMm: number): ImmuneBurden {
  const { targets, newLesions } = timeline;
  const hasIndexLesion = targets.length > 0;
  const measurable = newLesions.filter((lesion) => lesion.measurable !== false);
  if (timeline.isEvaluable[at] === false) {
    const notEvaluable = [...targets, ...measurable].map(({ id }) => id);
    const parts = 'Nothing could be evaluated: no burden.';
    return { sum: null, measuredSum: null, notEvaluable, seen: [], parts, hasIndexLesion };
  }
  const findings = timeline.findings[at] ?? new Map<string, Finding>();
  const partOf = (id: string, finding: Finding | undefined): ProductPart => ({
    id,
    size: isInRing(id, findings) ? null : measuredSizeOf(finding, tooSmallMm),
  });
  const index = targetsAt(timeline, at).map(({ id }) => partOf(id, findings.get(id)));
  const added = at === 0 ? [] : measurable.flatMap(({ id }) => addedBy(partOf, id, findings.get(id)));
  return { ...addUpProducts([...index, ...added], 0), hasIndexLesion };
}

/** What a new measurable lesion adds; nothing where it was not seen or is merely suspected. */
function addedBy(
  partOf: (id: string, finding: Finding) => ProductPart,
  id: string,
  finding: Finding | undefined,
): readonly ProductPart[] {
  if (finding === undefined) return [];
  const state = stateOf(finding);
  return state === 'absent' || state === 'equivocal' ? [] : [partOf(id, finding)];
}

function isInRing(id: string, findings: ReadonlyMap<string, Finding>): boolean {
  return findings.get(id)?.mergedInto !== undefined && bearerOf(id, findings, () => true) === null;
}
