import { describe, expect, test } from 'vitest';
import type { BoneScan, ChosenSettings, Subject } from './case.ts';
import { dayAfterBaseline } from './example-case.ts';
import { prostateCase } from './example-prostate-case.ts';
import { assess } from './index.ts';

type Scans = readonly (number | BoneScan | null)[];

interface Options {
  readonly settings?: ChosenSettings;
  readonly subject?: Subject;
  readonly days?: readonly number[];
  readonly notEvaluable?: readonly number[];
}

/** The bone words after baseline, and the day after baseline of bone progression; scans every 8 weeks where no days are given. */
function boneOf(criteria: 'pcwg2' | 'pcwg3', bone: Scans, options: Options = {}) {
  const example = prostateCase(criteria, { bone }, options);
  const { timepoints, boneProgressionDate } = assess(example);
  const day = options.days ?? example.timepoints.map((_, at) => at * 56);
  const place = example.timepoints.findIndex(({ date }) => date === boneProgressionDate);
  return {
    words: timepoints.map((timepoint) => timepoint.bone),
    day: place < 0 ? null : day[place],
  };
}

const seen = (newLesions: number, persistent: number): BoneScan => ({ newLesions, persistent });

describe.each(['pcwg2', 'pcwg3'] as const)('%s: the first scan after treatment', (id) => {
  test('with 1 new lesion is NON-PD and becomes the reference: its lesion does not count', () => {
    expect(boneOf(id, [0, 1, 1])).toEqual({ words: ['NON-PD', 'NON-PD'], day: null });
  });
  test('with 2 is unconfirmed, and stays so without another scan', () => {
    expect(boneOf(id, [0, 2])).toEqual({ words: ['PDu'], day: null });
  });
  test('with 2, and 2 more 42 days later, is progression dated the first scan', () => {
    expect(boneOf(id, [0, 2, 2], { days: [0, 56, 98] })).toEqual({ words: ['PDu', 'PD'], day: 56 });
  });
  test('with 2, and 2 more 41 days later, is still unconfirmed', () => {
    expect(boneOf(id, [0, 2, 2], { days: [0, 56, 97] })).toEqual({ words: ['PDu', 'PDu'], day: null });
  });
  test('new lesions of early scans count at the first that is late enough', () => {
    const days = [0, 56, 84, 98];
    expect(boneOf(id, [0, 2, 1, 1], { days })).toEqual({ words: ['PDu', 'PDu', 'PD'], day: 56 });
    expect(boneOf(id, [0, 2, 1, 0], { days })).toEqual({ words: ['PDu', 'PDu', 'NON-PD'], day: null });
  });
  test('with 3, and 1 more, was flare, and no later scan confirms it', () => {
    expect(boneOf(id, [0, 3, 1, 0]).words).toEqual(['PDu', 'NON-PD', 'NON-PD']);
  });
  test('after flare the lesion found since the first scan stays in the count', () => {
    const { words } = boneOf(id, [0, 3, 1, 1]);
    expect(words).toEqual(['PDu', 'NON-PD', id === 'pcwg2' ? 'PD' : 'PDu']);
  });
  test('counts no lesion as gone while flare is open', () => {
    const days = [0, 56, 84, 98];
    const bone = [0, 2, seen(1, 0), seen(1, 0)];
    expect(boneOf(id, bone, { days }).words).toEqual(['PDu', 'PDu', 'PD']);
  });
  test('after progression every scan is PD', () => {
    expect(boneOf(id, [0, 2, 2, 0]).words).toEqual(['PDu', 'PD', 'PD']);
  });
  test('counts from the baseline where the charter knows no flare', () => {
    const { words, day } = boneOf(id, [5, 2], { settings: { flareRule: false } });
    expect(words).toEqual([id === 'pcwg2' ? 'PD' : 'PDu']);
    expect(day).toBe(id === 'pcwg2' ? 56 : null);
  });
  test('inside the window of the charter on its last day, and not a day later', () => {
    const settings = { flareWindowDays: 84, bonePersistence: false };
    expect(boneOf(id, [0, 2], { settings, days: [0, 84] }).words).toEqual(['PDu']);
    expect(boneOf(id, [0, 2], { settings, days: [0, 85] }).words).toEqual(['PD']);
  });
  test('has its window from the start of treatment where that is known', () => {
    const settings = { flareWindowDays: 84, bonePersistence: false };
    const subject = { treatmentStart: dayAfterBaseline(7) };
    expect(boneOf(id, [0, 2], { settings, subject, days: [0, 91] }).words).toEqual(['PDu']);
    expect(boneOf(id, [0, 2], { settings, subject, days: [0, 92] }).words).toEqual(['PD']);
  });
});

describe('pcwg2: a later scan', () => {
  test('is progression at once with 2 new lesions since the reference, dated itself', () => {
    expect(boneOf('pcwg2', [0, 0, 2])).toEqual({ words: ['NON-PD', 'PD'], day: 112 });
  });
  test('counts the scans before it, and no lesion as gone', () => {
    expect(boneOf('pcwg2', [0, 0, 1, seen(1, 0)])).toEqual({ words: ['NON-PD', 'NON-PD', 'PD'], day: 168 });
  });
  test('must persist where the charter asks for it', () => {
    expect(boneOf('pcwg2', [0, 0, 2, 0], { settings: { bonePersistence: true } })).toEqual({
      words: ['NON-PD', 'PDu', 'PD'],
      day: 112,
    });
  });
});

describe('pcwg3: a later scan', () => {
  test('with the second new lesion since the reference is unconfirmed from that scan on', () => {
    expect(boneOf('pcwg3', [0, 1, 1, 1])).toEqual({ words: ['NON-PD', 'NON-PD', 'PDu'], day: null });
  });
  test('42 days later at which they persist is progression dated the unconfirmed scan', () => {
    expect(boneOf('pcwg3', [0, 0, 2, 0], { days: [0, 56, 112, 154] })).toEqual({
      words: ['NON-PD', 'PDu', 'PD'],
      day: 112,
    });
  });
  test('41 days later leaves it unconfirmed, and its new lesions add to the count', () => {
    const days = [0, 56, 112, 153, 154];
    const bone = [0, 0, 2, seen(1, 0), seen(0, 1)];
    expect(boneOf('pcwg3', bone, { days }).words).toEqual(['NON-PD', 'PDu', 'PDu', 'NON-PD']);
  });
  test('at which exactly 2 persist confirms, and 1 refutes', () => {
    expect(boneOf('pcwg3', [0, 0, 3, seen(0, 2)]).words).toEqual(['NON-PD', 'PDu', 'PD']);
    expect(boneOf('pcwg3', [0, 0, 3, seen(0, 1)]).words).toEqual(['NON-PD', 'PDu', 'NON-PD']);
  });
  test('that refutes makes a new unconfirmed progression, dated itself, with 2 by the new ones', () => {
    expect(boneOf('pcwg3', [0, 0, 2, seen(1, 1), 0])).toEqual({
      words: ['NON-PD', 'PDu', 'PDu', 'PD'],
      day: 168,
    });
  });
  test('after a refutation counts what persisted', () => {
    expect(boneOf('pcwg3', [0, 0, 2, seen(0, 1), 1]).words).toEqual(['NON-PD', 'PDu', 'NON-PD', 'PDu']);
    expect(boneOf('pcwg3', [0, 0, 2, seen(0, 0), 1]).words).toEqual(['NON-PD', 'PDu', 'NON-PD', 'NON-PD']);
  });
  test('cuts the count to the lesions that persist before its own are added', () => {
    expect(boneOf('pcwg3', [0, 0, 1, seen(1, 1)]).words).toEqual(['NON-PD', 'NON-PD', 'PDu']);
    expect(boneOf('pcwg3', [0, 0, 1, seen(1, 0)]).words).toEqual(['NON-PD', 'NON-PD', 'NON-PD']);
  });
  test('with more said to persist than were counted adds none', () => {
    expect(boneOf('pcwg3', [0, 0, seen(1, 4)]).words).toEqual(['NON-PD', 'NON-PD']);
  });
  test('is progression at once where the charter asks for no persistence, and what persists is not looked at', () => {
    const settings = { bonePersistence: false };
    expect(boneOf('pcwg3', [0, 0, 1, seen(1, 0)], { settings })).toEqual({
      words: ['NON-PD', 'NON-PD', 'PD'],
      day: 168,
    });
  });
});

describe('without a scan', () => {
  test('in the whole case bone has no word', () =>
    expect(boneOf('pcwg3', [null, null]).words).toEqual([null]));
  test('at a timepoint bone is NE, also where only the baseline was scanned', () => {
    expect(boneOf('pcwg3', [0, null, 0]).words).toEqual(['NE', 'NON-PD']);
    expect(boneOf('pcwg3', [0, null]).words).toEqual(['NE']);
  });
  test('a scan that could not be evaluated is none: it reads NE and sets no reference', () => {
    expect(boneOf('pcwg3', [0, 3, 2, 2], { notEvaluable: [1] })).toEqual({
      words: ['NE', 'PDu', 'PD'],
      day: 112,
    });
  });
});

test('a trace names the lesions, the days and the scans', () => {
  const { timepoints, trace } = assess(prostateCase('pcwg3', { bone: [0, 0, 2, seen(0, 2)] }));
  const said = timepoints.map((timepoint) =>
    timepoint.trace.find(({ source }) => source.includes('Bone scan')),
  );
  expect(said.map((each) => [each?.step, each?.rule, each?.source])).toEqual([
    [
      'component',
      'Bone scan of W8, the first after treatment: 0 new lesions, fewer than 2. New lesions are counted from this scan on.',
      'Scher 2016 (PCWG3), bone; Bone scan, row 1',
    ],
    [
      'component',
      'Bone scan of W16: 2 new lesions counted, at least 2. They must persist at least 42 days later: progression is unconfirmed.',
      'Scher 2016 (PCWG3), bone; Bone scan, row 11',
    ],
    [
      'component',
      'Bone scan of W24: 2 of the new lesions counted before persist, at least 2, 56 days after W16. At least 42 days: the progression of W16 is confirmed.',
      'Scher 2016 (PCWG3), bone; Bone scan, row 7',
    ],
  ]);
  expect(trace.map(({ rule }) => rule)).toContain(
    'Bone progression is confirmed at W24 and dated back to W16: 2025-04-28.',
  );
});
