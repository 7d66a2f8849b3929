import { describe, expect, test } from 'vitest';
import {
  type SwimmerRow,
  MONTH_DAYS,
  exposureEndDay,
  orderSwimmer,
  responseSpan,
  swimmer,
  swimmerMarks,
  swimmerSentence,
  swimmerTable,
} from './index.ts';

const row = (change: Partial<SwimmerRow>): SwimmerRow => ({
  subjectId: 's',
  subject: '1042-001',
  arm: null,
  firstDoseDay: 0,
  lastDoseDay: 100,
  isOngoing: false,
  offTreatmentDay: 110,
  lastContactDay: 200,
  deathDay: null,
  best: 'PR',
  responseDay: 84,
  progressionDay: 212,
  responses: [
    { day: 42, response: 'SD', timepoint: 'W6' },
    { day: 84, response: 'PR', timepoint: 'W12' },
    { day: 126, response: 'PR', timepoint: 'W18' },
    { day: 212, response: 'PD', timepoint: 'W30' },
  ],
  ...change,
});
const style = { theme: 'light', isPatterned: false } as const;

describe('exposure', () => {
  test('ends at the last dose, without one at the end of treatment, and at last contact while ongoing', () => {
    expect(exposureEndDay(row({}))).toBe(100);
    expect(exposureEndDay(row({ lastDoseDay: null }))).toBe(110);
    expect(exposureEndDay(row({ isOngoing: true, lastDoseDay: null, offTreatmentDay: null }))).toBe(200);
  });

  test('is not invented where no end is known', () => {
    expect(exposureEndDay(row({ lastDoseDay: null, offTreatmentDay: null }))).toBe(0);
  });
});

describe('marks', () => {
  test('stand where the response changes', () => {
    expect(swimmerMarks(row({})).map(({ day, response }) => [day, response])).toEqual([
      [42, 'SD'],
      [84, 'PR'],
      [212, 'PD'],
    ]);
  });

  test('show progression and first response that are no timepoint of their own', () => {
    const marks = swimmerMarks(row({ responseDay: 126, progressionDay: 190 }));
    expect(marks.map(({ day, response }) => [day, response])).toEqual([
      [42, 'SD'],
      [84, 'PR'],
      [126, 'PR'],
      [190, 'PD'],
      [212, 'PD'],
    ]);
  });

  test('the response bar ends at progression, without one at the last assessment', () => {
    expect(responseSpan(row({}))).toEqual([84, 212]);
    expect(responseSpan(row({ progressionDay: null, responses: row({}).responses.slice(0, 3) }))).toEqual([
      84, 126,
    ]);
    expect(responseSpan(row({ responseDay: null }))).toBeNull();
  });
});

describe('figure', () => {
  test('keeps the order of its caller', () => {
    const rows = [row({ subject: 'b', lastDoseDay: 10 }), row({ subject: 'a', lastDoseDay: 90 })];
    expect(swimmer(rows, style).data.labels).toEqual(['b', 'a']);
    expect(orderSwimmer(rows).map(({ subject }) => subject)).toEqual(['a', 'b']);
  });

  test('counts from the first dose, in weeks or months', () => {
    const later = row({ firstDoseDay: 14, lastDoseDay: 84 });
    expect(swimmer([later], { ...style, unit: 'weeks' }).data.datasets[0]?.data).toEqual([[0, 10]]);
    expect(swimmer([later], { ...style, unit: 'months' }).data.datasets[0]?.data).toEqual([
      [0, 70 / MONTH_DAYS],
    ]);
  });

  test('reaches the longest row, also one that the caller shows on another page', () => {
    const max = (maxDays?: number) =>
      swimmer([row({})], { ...style, unit: 'weeks', ...(maxDays === undefined ? {} : { maxDays }) }).options
        ?.scales?.x?.max;
    expect(max()).toBe(36);
    expect(max(700)).toBe(120);
  });

  test('labels every row up to 60 and none above', () => {
    const shown = (count: number) =>
      swimmer(
        Array.from({ length: count }, () => row({})),
        style,
      ).options?.scales?.y?.ticks?.display;
    expect(shown(60)).toBe(true);
    expect(shown(61)).toBe(false);
  });

  test('is drawn without a row', () => {
    expect(swimmer([], style).data.datasets[0]?.data).toEqual([]);
  });
});

test('a row is read with its times and its place', () => {
  expect(swimmerSentence(row({ lastDoseDay: 219 }), 35, 120)).toBe(
    '1042-001, 7.2 months on treatment, PR, response at 2.8, progression at 7.0, 36 of 120',
  );
});

test('the table has no number where there is no event', () => {
  const cells = swimmerTable([row({ deathDay: null })], 'months', false).rows[0]?.map(({ text }) => text);
  expect(cells).toEqual(['1042-001', '3.3', 'no', 'PR', '2.8', '7.0', '\u2013', '6.6']);
});
