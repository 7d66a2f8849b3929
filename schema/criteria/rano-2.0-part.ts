import type { Finding, Lesion } from './case.ts';
import type { GliomaView } from './glioma-finding.ts';
import {
  lowestBefore,
  productSizesAt,
  sumOfProducts,
  sumOfProductsText,
  type Lowest,
} from './product-size.ts';
import type { RanoSettings } from './rano-2.0-setting.ts';
import { lengthText, listText } from './sentence.ts';
import { stateOf, type Timeline } from './timeline.ts';

/** The enhancing or the non-enhancing part of a tumour, summed at every timepoint. */
export interface TumourPart {
  readonly isEnhancing: boolean;
  /** What a sentence calls its sum: `Enhancing tumour`. */
  readonly name: string;
  readonly targets: readonly Lesion[];
  /** By the place of the timepoint, baseline 0; null where not evaluable and without targets. */
  readonly sums: readonly (number | null)[];
  /** The parts of each sum, as a sentence. */
  readonly texts: readonly string[];
  /** The smallest sum before a timepoint, from the baseline scan on. */
  readonly nadirAt: (at: number) => Lowest | null;
}

/** Whether a lesion belongs to the enhancing tumour: every kind but `non-enhancing` does. */
export function isEnhancing({ kind }: Lesion): boolean {
  return kind !== 'non-enhancing';
}

/**
 * The parts of the tumour that the settings measure: first the one that `sum` is of.
 *
 * @param baselineAt the place of the baseline scan
 */
export function partsOf(
  { timeline, timepoints }: GliomaView,
  { tumorType, measurement, tooSmallMm }: RanoSettings,
  baselineAt: number,
): readonly TumourPart[] {
  const kinds = tumorType === 'mixed' ? [true, false] : [tumorType === 'ce'];
  return kinds.map((wanted): TumourPart => {
    const targets = timeline.targets.filter((target) => isEnhancing(target) === wanted);
    const burdens = timepoints.map((_, at) =>
      measurement === 'volume'
        ? volumesAt(timeline, targets, at)
        : productsAt(timeline, targets, at, tooSmallMm),
    );
    const sums = burdens.map(({ sum }) => sum);
    return {
      isEnhancing: wanted,
      name: wanted ? 'Enhancing tumour' : 'Non-enhancing tumour',
      targets,
      sums,
      texts: burdens.map(({ text }) => text),
      nadirAt: (at) => lowestBefore(sums, at, baselineAt),
    };
  });
}

interface Burden {
  readonly sum: number | null;
  readonly text: string;
}

function productsAt(timeline: Timeline, targets: readonly Lesion[], at: number, tooSmallMm: number): Burden {
  const sizes = productSizesAt(timeline, targets, at, tooSmallMm);
  return { sum: sumOfProducts(sizes), text: sumOfProductsText(targets, sizes) };
}

/** Volumes of targets, mL. A fragment of a split lesion counts from the first timepoint that mentions it. */
function volumesAt(timeline: Timeline, targets: readonly Lesion[], at: number): Burden {
  const parts: string[] = [];
  const unknown: string[] = [];
  let total = 0;
  for (const { id } of targets) {
    if ((timeline.firstMention.get(id) ?? 0) > at) continue;
    const finding = timeline.findings[at]?.get(id);
    const volume = volumeOf(finding);
    if (volume === null) unknown.push(id);
    else total += volume;
    parts.push(`${id} ${volume === null ? 'not evaluable' : lengthText(volume)}`);
  }
  const all = parts.join(' + ');
  if (unknown.length > 0) return { sum: null, text: `${all}: no sum without ${listText(unknown)}.` };
  return { sum: targets.length > 0 ? total : null, text: `${all} = ${lengthText(total)} mL.` };
}

/** ours: a lesion too small to measure needs a volume, as every other that is seen. */
function volumeOf(finding: Finding | undefined): number | null {
  if (finding === undefined) return null;
  if (finding.mergedInto !== undefined) return 0;
  const state = stateOf(finding);
  if (state === 'absent') return 0;
  return state === 'not-evaluable' ? null : (finding.volume ?? null);
}
