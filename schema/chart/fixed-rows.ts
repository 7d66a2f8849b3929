import { type Response, type SwimmerRow, type TimelineInput, type WaterfallRow } from './index.ts';

/** Rows that the tests draw: made by rule, the same each time. */
export const WATERFALL_ROWS: readonly WaterfallRow[] = manyWaterfallRows(120);

/** Changes run from +138 % to −100 %, with one of exactly 0 and the last tenth without a change. */
export function manyWaterfallRows(count: number): WaterfallRow[] {
  return Array.from({ length: count }, (_, index) => {
    const share = index / Math.max(count - 1, 1);
    const base = {
      subjectId: `s${String(index)}`,
      subject: `${String(1001 + (index % 9) * 7)}-${String(index + 1).padStart(3, '0')}`,
      arm: index % 3 === 0 ? 'B' : 'A',
      isUnconfirmed: false,
    };
    if (share > 0.9)
      return { ...base, bestChangePercent: null, best: index % 4 === 0 ? 'NON-CR/NON-PD' : 'NE' } as const;
    const shaped = share < 0.15 ? 138 - share * 790 : 22 - (share - 0.15) * 175;
    const bestChangePercent = index === Math.floor(count * 0.35) ? 0 : Math.max(-100, shaped);
    return {
      ...base,
      bestChangePercent,
      best: responseTo(bestChangePercent),
      isUnconfirmed: index % 29 === 28,
    };
  });
}

function responseTo(percent: number): Response {
  if (percent >= 20) return 'PD';
  if (percent > -30) return 'SD';
  return percent > -85 ? 'PR' : 'CR';
}

const PATHS = [
  ['PR', 'PR', 'CR', 'CR', 'CR'],
  ['SD', 'PR', 'PR', 'PD'],
  ['SD', 'SD', 'NE', 'SD', 'PD'],
  ['PD'],
  ['NE', 'PR', 'PR', 'SD'],
  ['SD', 'PD'],
  ['NON-CR/NON-PD', 'NON-CR/NON-PD'],
  [],
] as const satisfies readonly (readonly Response[])[];

export const SWIMMER_ROWS: readonly SwimmerRow[] = Array.from({ length: 40 }, (_, index) => {
  const path: readonly Response[] = PATHS[index % PATHS.length] ?? [];
  const responses = path.map((response, step) => ({
    day: 42 * (step + 1) + (index % 5),
    response,
    timepoint: `W${String(6 * (step + 1))}`,
  }));
  const dayOf = (of: readonly Response[]) =>
    responses.find(({ response }) => of.includes(response))?.day ?? null;
  const progressionDay = dayOf(['PD']);
  const isOngoing = progressionDay === null && index % 4 === 0;
  const lastDoseDay = isOngoing ? null : (progressionDay ?? 60 + 10 * index) + 7;
  const lastContactDay = isOngoing ? 460 - 8 * index : (lastDoseDay ?? 0) + (index % 3) * 40;
  return {
    subjectId: `s${String(index)}`,
    subject: `${String(1001 + (index % 9) * 7)}-${String(index + 1).padStart(3, '0')}`,
    arm: index % 3 === 0 ? 'B' : 'A',
    firstDoseDay: 0,
    lastDoseDay,
    isOngoing,
    offTreatmentDay: lastDoseDay,
    lastContactDay,
    deathDay: !isOngoing && index % 3 === 2 ? lastContactDay : null,
    best: path.includes('CR') ? 'CR' : path.includes('PR') ? 'PR' : (path[0] ?? 'NE'),
    responseDay: dayOf(['CR', 'PR']),
    progressionDay,
    responses,
  };
});

const DAYS = [-3, 42, 84, 126, 168, 212, 253] as const;
const responsesOf = (responses: readonly Response[], different?: number) =>
  responses.map((response, index) => ({
    day: DAYS[index + 1] ?? 0,
    response,
    isDifferent: index === different,
  }));
const pointsOf = (sums: readonly (number | null)[]) =>
  sums.map((sum, index) => ({ day: DAYS[index] ?? 0, sum }));

export const TIMELINE_INPUT: TimelineInput = {
  burden: { name: 'Sum of diameters', unit: 'mm' },
  timepoints: [
    '2025-02-14',
    '2025-03-31',
    '2025-05-12',
    '2025-06-23',
    '2025-08-04',
    '2025-09-17',
    '2025-10-28',
  ].map((date, index) => ({
    label: index === 0 ? 'Baseline' : `W${String(6 * index)}`,
    day: DAYS[index] ?? 0,
    date,
  })),
  series: [
    { evaluator: 'READER_1', isMain: true, points: pointsOf([113, 91, 73, 64, 68, 79, 88]) },
    { evaluator: 'READER_2', isMain: false, points: pointsOf([118, 97, 80, 69, 72, 87, 95]) },
  ],
  references: [
    { kind: 'RESPONSE', sum: 79.1, fromDay: -3, label: '\u221230 %: 79.1 mm' },
    { kind: 'PROGRESSION', sum: 76.8, fromDay: 126, label: 'nadir +20 %: 76.8 mm' },
  ],
  rows: [
    {
      evaluator: 'CENTRAL',
      responses: responsesOf(['SD', 'PR', 'PR', 'PR', 'PD', 'PD']),
      note: 'reader 1, agreed',
    },
    {
      evaluator: 'READER_1',
      responses: responsesOf(['SD', 'PR', 'PR', 'PR', 'PD', 'PD'], 4),
      note: 'stated PR at W30',
    },
    { evaluator: 'READER_2', responses: responsesOf(['SD', 'PR', 'PR', 'PR', 'PD', 'PD']), note: '' },
    {
      evaluator: 'INVESTIGATOR',
      responses: responsesOf(['SD', 'PR', 'PR', 'PR', 'PR', 'PD']),
      note: 'PD 41 days later',
    },
  ],
  exposure: { fromDay: 1, toDay: 219 },
  events: [{ day: 219, label: 'last dose' }],
};
