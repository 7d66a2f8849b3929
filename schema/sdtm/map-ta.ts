import type { TrialContent } from './content.ts';
import { ELEMENTS, type Element } from './element.ts';
import { assigned } from './fill.ts';

/** A record of a dataset that describes the trial. */
export interface TrialEntry {
  readonly trial: TrialContent;
  /** Unique in the dataset. */
  readonly key: string;
}

/** STUDYID of a dataset that describes the trial. */
export const study = assigned<TrialEntry>(({ trial }) => trial.protocol);

/** A record of TE. */
export interface PlannedElementEntry extends TrialEntry {
  readonly element: Element;
}

/** A record of TA: an element of an arm. */
export interface ArmElementEntry extends PlannedElementEntry {
  readonly arm: TrialContent['arms'][number];
  /** TABRANCH: how the arm is entered after the element; null after the others. */
  readonly branch: string | null;
}

/** The records of TE: the elements that subjects go through. */
export function planElements(trial: TrialContent): readonly PlannedElementEntry[] {
  return ELEMENTS.map((element) => ({ trial, key: element.code, element }));
}

/** The records of TA: every arm has the same elements, and is entered after screening. */
export function planArms(trial: TrialContent): readonly ArmElementEntry[] {
  const how = trial.isRandomised ? 'Randomized to' : 'Assigned to';
  return trial.arms.flatMap((arm) =>
    ELEMENTS.map((element) => ({
      trial,
      key: `${arm.code} ${element.code}`,
      arm,
      element,
      branch: element.code === 'SCREEN' ? `${how} ${arm.name}` : null,
    })),
  );
}
