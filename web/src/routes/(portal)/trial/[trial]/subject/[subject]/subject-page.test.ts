import { describe, expect, test } from 'vitest';
import { chooseFrom, whyHref } from './choice.ts';
import { differenceText } from './difference-text.ts';
import {
  exampleFinding,
  exampleLesion,
  exampleRead,
  exampleResponse,
  exampleReview,
  exampleSubject,
  exampleTimepoint,
} from './example-subject.ts';
import { lesionMatrix, placeText } from './lesion-matrix.ts';
import { timelineInput } from './timeline-input.ts';
import { explain } from './why.ts';

const timepoints = [
  exampleTimepoint('BL', '2025-02-14'),
  exampleTimepoint('W6', '2025-03-31'),
  exampleTimepoint('W12', '2025-05-12'),
];
const sum = (mm: number | null, overall: string | null = null, stated: string | null = null) =>
  exampleResponse({
    sum: mm,
    overall,
    statedOverall: stated,
    isDifferent: stated !== null && stated !== overall,
  });
const review = exampleReview(
  'READER_1',
  [
    exampleLesion('T01'),
    exampleLesion('T02', { kind: 'nodal' }),
    exampleLesion('NEW01', { role: 'new', firstTimepoint: { id: 'timepoint W12', code: 'W12' } }),
  ],
  [
    exampleRead(
      'BL',
      [
        exampleFinding('T01', { longestDiameterMm: 42 }),
        exampleFinding('T02', { longestDiameterMm: 30, shortAxisMm: 22 }),
      ],
      [sum(64)],
    ),
    exampleRead('W6', [exampleFinding('T01', { longestDiameterMm: 42 })], [], {
      isCurrent: false,
      id: 'old',
    }),
    exampleRead(
      'W6',
      [
        exampleFinding('T01', { longestDiameterMm: 24 }),
        exampleFinding('T02', { state: 'not-evaluable', reasonNotEvaluable: 'motion' }),
      ],
      [sum(null, 'NE', 'PR')],
      { version: 2, correctionReason: 'typing error' },
    ),
    exampleRead(
      'W12',
      [exampleFinding('T01', { state: 'absent' }), exampleFinding('NEW01', { longestDiameterMm: 14 })],
      [sum(10, 'PD', 'PD')],
    ),
  ],
);
const investigator = exampleReview('INVESTIGATOR', [], []);
const subject = exampleSubject(timepoints, [investigator, review]);
const at = (query: string) => chooseFrom(subject, new URL(`http://hub/trial/x/subject/y${query}`));

describe('the lesion matrix', () => {
  const matrix = lesionMatrix(review, timepoints, 'recist-1.1');
  const texts = (code: string) =>
    [...matrix.targets, ...matrix.others]
      .find(({ lesion }) => lesion.code === code)
      ?.cells.map(({ text }) => text);

  test('shows a node by its short axis and everything else by its longest diameter', () => {
    expect(texts('T01')).toEqual(['42', '24', 'absent']);
    expect(texts('T02')).toEqual(['22', 'NE', '–']);
  });
  test('calls a new lesion new where it is first seen, with its size', () => {
    expect(texts('NEW01')).toEqual(['–', '–', 'new, 14']);
  });
  test('gives the reason of what could not be evaluated', () => {
    expect(matrix.targets[1]?.cells[1]?.detail).toBe('not evaluable: motion');
  });
  test('marks a corrected value and says why, and no other', () => {
    expect(matrix.targets[0]?.cells.map(({ isCorrected }) => isCorrected)).toEqual([false, true, false]);
    expect(matrix.targets[0]?.cells[1]?.detail).toContain('Corrected: typing error');
  });
  test('underlines one nadir: the smallest sum, never a missing one', () => {
    expect(matrix.columns.map(({ isNadir }) => isNadir)).toEqual([false, false, true]);
  });
  test('says a place in sentence case', () => {
    expect(placeText({ organ: 'LUNG', location: 'right lower lobe', laterality: null })).toBe(
      'Lung, right lower lobe',
    );
  });
});

describe('the choice in the URL', () => {
  test('opens on the first reader and the best response', () => {
    expect(at('')).toMatchObject({ tab: 'READER_1', timepoint: null, explained: { evaluator: 'READER_1' } });
  });
  test('falls back from what the subject lacks', () => {
    expect(at('?evaluator=READER_2&timepoint=W99&criteria=none')).toMatchObject({
      tab: 'READER_1',
      timepoint: null,
      criteria: 'recist-1.1',
    });
  });
  test('keeps whose answer is explained beside the others', () => {
    const choice = at('?evaluator=COMPARE&by=INVESTIGATOR&timepoint=W6');
    expect(choice).toMatchObject({
      tab: 'COMPARE',
      explained: { evaluator: 'INVESTIGATOR' },
      timepoint: { code: 'W6' },
    });
    expect(whyHref(choice, 'READER_1', 'W12', 'recist-1.1')).toBe(
      '?evaluator=COMPARE&by=READER_1&timepoint=W12#why',
    );
  });
});

describe('the timeline', () => {
  const input = timelineInput(subject, at(''));
  test('counts days from baseline where the first dose is not told', () => {
    expect(input.timepoints.map(({ day }) => day)).toEqual([0, 45, 87]);
  });
  test('breaks the line where there is no sum, and never draws it as 0', () => {
    expect(input.series[0]?.points.map(({ sum }) => sum)).toEqual([64, null, 10]);
  });
  test('asks for 5 mm above the nadir where 20 % is less', () => {
    expect(input.references.map(({ label }) => label)).toEqual(['−30 %: 44.8 mm', 'nadir +5 mm: 15 mm']);
  });
  test('flags what was stated otherwise', () => {
    expect(input.rows.find(({ evaluator }) => evaluator === 'READER_1')).toMatchObject({
      note: 'stated PR at W6',
      responses: [
        { response: 'NE', isDifferent: true },
        { response: 'PD', isDifferent: false },
      ],
    });
  });
});

test('the why of a timepoint names the derived answer and keeps the read that counts', () => {
  const why = explain(subject, at('?timepoint=W6'));
  expect(why.title).toBe('Why NE at W6?');
  expect(why.read?.version).toBe(2);
  expect(why.response && differenceText('Reader 1', why.response)).toBe(
    'Reader 1 stated overall PR, derived NE',
  );
});
