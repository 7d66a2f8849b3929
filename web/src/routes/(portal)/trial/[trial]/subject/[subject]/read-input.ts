import { NOT_APPLICABLE, plainMmText } from '@readout/chart';
import type { JudgedBy, Read } from './document.ts';

/** What criteria may ask of a read beside its lesions, as rows of the matrix name it. */
const INPUT_NAME = {
  clinicalStatus: 'Clinical status',
  corticosteroidMgPerDay: 'Corticosteroid, mg a day',
  t2flair: 'T2/FLAIR',
  boneMarrow: 'Bone marrow',
  spleenMm: 'Spleen, mm',
  isOrganEnlarged: 'Liver or spleen enlarged',
  deauville: 'Deauville score',
  fdg: 'FDG uptake',
  hasNewFdgFoci: 'New FDG foci',
  boneScanNewLesions: 'Bone scan, new lesions',
  boneScanPersistentLesions: 'Bone scan, still seen',
  psaNgPerMl: 'PSA, ng/mL',
} as const;

type Input = keyof typeof INPUT_NAME;

/** One row of what was told of the timepoints; a cell is null where nothing was. */
export interface InputRow {
  readonly name: string;
  readonly cells: readonly (string | null)[];
}

/** What the criteria ask of a read, row by row; a row that nobody told anything of is left out. */
export function inputRows(
  criteria: JudgedBy | undefined,
  reads: readonly (Read | undefined)[],
): readonly InputRow[] {
  return (criteria?.criteria?.inputs.read ?? [])
    .filter((name): name is Input => Object.hasOwn(INPUT_NAME, name))
    .map((name) => ({ name: INPUT_NAME[name], cells: reads.map((read) => textOf(read?.[name] ?? null)) }))
    .filter(({ cells }) => cells.some((cell) => cell !== null));
}

function textOf(value: string | number | boolean | null): string | null {
  if (value === null) return null;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? plainMmText(value) : value.replaceAll('-', ' ');
}

/** A component's answer as a cell says it. */
export const componentText = (component: {
  readonly number: number | null;
  readonly value: string | null;
}) => (component.number === null ? (component.value ?? NOT_APPLICABLE) : plainMmText(component.number));
