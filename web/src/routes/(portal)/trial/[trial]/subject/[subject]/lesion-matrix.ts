import { NOT_APPLICABLE, numberText, plainMmText } from '@readout/chart';
import type { Finding, Lesion, Read, Review, Timepoint, TimepointResponse } from './document.ts';
import { countedNumbers, sizeText, type Measure } from './measure.ts';

/** What one cell of the matrix says. */
export interface Cell {
  readonly text: string;
  /** size: as the criteria measure; word: a state; none: there is no finding. */
  readonly kind: 'size' | 'word' | 'alert' | 'none';
  /** The same at length, for pointer and screen reader; empty when the text says it all. */
  readonly detail: string;
  readonly isCorrected: boolean;
}

export interface LesionRow {
  readonly lesion: Lesion;
  readonly place: string;
  readonly isShortAxis: boolean;
  /** One for each timepoint. */
  readonly cells: readonly Cell[];
}

/** One timepoint of one review. */
export interface Column {
  readonly timepoint: Timepoint;
  /** The read that counts; undefined: this evaluator has none here. */
  readonly read: Read | undefined;
  readonly response: TimepointResponse | undefined;
  readonly isNadir: boolean;
}

export interface LesionMatrix {
  /** Of every size in the matrix, so that columns align: 0 where all are whole mm, else 1. */
  readonly decimals: number;
  readonly columns: readonly Column[];
  readonly targets: readonly LesionRow[];
  readonly others: readonly LesionRow[];
}

/** The lesions of one review against the subject's timepoints, by one criteria. Lesions in order of their number. */
export function lesionMatrix(
  review: Review,
  timepoints: readonly Timepoint[],
  criteria: string,
  measure: Measure = 'diameter',
): LesionMatrix {
  const columns = columnsOf(review, timepoints, criteria);
  const decimals = decimalsOf(review, measure);
  const rows = review.lesions
    .toSorted((a, b) => a.code.localeCompare(b.code, 'en', { numeric: true }))
    .map((lesion) => rowOf(lesion, review, columns, { decimals, measure }));
  return {
    decimals,
    columns,
    targets: rows.filter(({ lesion }) => lesion.role === 'target'),
    others: rows
      .filter(({ lesion }) => lesion.role !== 'target')
      .toSorted((a, b) => Number(a.lesion.role === 'new') - Number(b.lesion.role === 'new')),
  };
}

/** The reads and responses of one review, one for each timepoint of the subject; the smallest sum is the nadir. */
export function columnsOf(
  review: Review,
  timepoints: readonly Timepoint[],
  criteria: string,
): readonly Column[] {
  const columns = timepoints.map((timepoint) => {
    const read = review.reads.find((one) => one.isCurrent && one.timepoint.id === timepoint.id);
    const response = read?.responses.find((one) => one.criteria === criteria);
    return { timepoint, read, response };
  });
  const sums = columns.flatMap(({ response }) => (response?.sum == null ? [] : [response.sum]));
  const nadir = sums.length > 1 ? Math.min(...sums) : undefined;
  const nadirAt = columns.findIndex(({ response }) => nadir !== undefined && response?.sum === nadir);
  return columns.map((column, at) => ({ ...column, isNadir: at === nadirAt }));
}

/** Where a lesion is, in words. @example "Lung, right lower lobe" */
export function placeText({
  organ,
  location,
  laterality,
}: Pick<Lesion, 'organ' | 'location' | 'laterality'>) {
  const parts = [organ, location, laterality].flatMap((part) => (part ? [readable(part)] : []));
  const [first, ...rest] = parts.filter((part, at) => parts.indexOf(part) === at);
  if (first === undefined) return 'location not told';
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(', ');
}

const readable = (text: string): string => (text === text.toUpperCase() ? text.toLowerCase() : text);

/** A finding in full. @example "31 mm longest diameter, 22 mm perpendicular, CT" */
export function findingText(finding: Finding, lesion: Pick<Lesion, 'kind'>): string {
  const sizes = [
    [finding.longestDiameterMm, 'longest diameter'],
    [finding.shortAxisMm, 'short axis'],
    [finding.perpendicularMm, 'perpendicular'],
  ] as const;
  const said = [
    ...sizes.flatMap(([mm, name]) => (mm == null ? [] : [`${plainMmText(mm)} mm ${name}`])),
    ...(finding.attenuationHu == null ? [] : [`${plainMmText(finding.attenuationHu)} HU`]),
    ...(finding.sulPeak == null ? [] : [`SULpeak ${plainMmText(finding.sulPeak)} g/mL`]),
    ...(finding.volumeMl == null ? [] : [`${plainMmText(finding.volumeMl)} mL`]),
    ...(finding.change == null ? [] : [`${finding.change} since the timepoint before`]),
  ];
  const state = finding.state === 'measured' ? [] : [stateText(finding)];
  const missing = lesion.kind === 'nodal' && finding.state === 'measured' && finding.shortAxisMm == null;
  const image = finding.imageNumber == null ? [] : [`image ${String(finding.imageNumber)}`];
  return [
    ...state,
    ...said,
    ...(missing ? ['short axis not measured'] : []),
    ...(finding.method ? [readableMethod(finding.method)] : []),
    ...image,
  ].join(', ');
}

const readableMethod = (method: string): string =>
  method.length > 4 && method === method.toUpperCase() ? method.toLowerCase() : method;

const stateText = ({ state, mergedInto, reasonNotEvaluable }: Finding): string => {
  if (mergedInto) return `merged into ${mergedInto.code}`;
  if (state === 'too-small') return 'too small to measure';
  if (state === 'not-evaluable') return `not evaluable: ${reasonNotEvaluable ?? 'no reason told'}`;
  if (state === 'progressed') return 'progressed unequivocally';
  return state;
};

interface Sizing {
  readonly decimals: number;
  readonly measure: Measure;
}

const decimalsOf = ({ reads, lesions }: Review, measure: Measure): number =>
  reads.some(({ isCurrent, findings }) =>
    findings.some((finding) => {
      const lesion = lesions.find(({ id }) => id === finding.lesion.id);
      const numbers = isCurrent && lesion ? countedNumbers(finding, lesion, measure) : [];
      return sizeText(numbers).includes('.');
    }),
  )
    ? 1
    : 0;

const rowOf = (lesion: Lesion, review: Review, columns: readonly Column[], sizing: Sizing): LesionRow => ({
  lesion,
  place: placeText(lesion),
  isShortAxis: lesion.kind === 'nodal' && sizing.measure === 'diameter',
  cells: columns.map(({ read, timepoint }) => {
    const finding = read?.findings.find((one) => one.lesion.id === lesion.id);
    const earlier = review.reads
      .filter((one) => !one.isCurrent && one.timepoint.id === timepoint.id)
      .flatMap((one) => one.findings.filter((found) => found.lesion.id === lesion.id));
    return cellOf(lesion, finding, earlier, read, timepoint, sizing);
  }),
});

function cellOf(
  lesion: Lesion,
  finding: Finding | undefined,
  earlier: readonly Finding[],
  read: Read | undefined,
  timepoint: Timepoint,
  { decimals, measure }: Sizing,
): Cell {
  if (!finding) {
    const detail = read ? 'not assessed' : 'no read at this timepoint';
    return { text: NOT_APPLICABLE, kind: 'none', detail, isCorrected: false };
  }
  const full = findingText(finding, lesion);
  const isCorrected = earlier.some((one) => findingText(one, lesion) !== full);
  const detail = isCorrected
    ? `${full}. Corrected${read?.correctionReason ? `: ${read.correctionReason}` : ''}`
    : full;
  const numbers = countedNumbers(finding, lesion, measure);
  const isMeasured = numbers.length > 0;
  const say = (text: string, kind: Cell['kind']): Cell => ({ text, kind, detail, isCorrected });
  if (lesion.role === 'new' && lesion.firstTimepoint.id === timepoint.id && finding.state !== 'equivocal') {
    return say(isMeasured ? `new, ${sizeText(numbers)}` : 'new', 'alert');
  }
  if (finding.mergedInto) return say(`in ${finding.mergedInto.code}`, 'word');
  if (finding.state === 'measured' && isMeasured)
    return say(numbers.map((number) => numberText(number, decimals)).join(' × '), 'size');
  if (finding.state === 'not-evaluable') return say('NE', 'word');
  if (finding.state === 'too-small') return say('too small', 'word');
  if (finding.state === 'progressed') return say('progressed', 'alert');
  return say(finding.state, 'word');
}
