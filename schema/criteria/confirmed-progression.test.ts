import { describe, expect, test } from 'vitest';
import type { ChosenSettings } from './case.ts';
import { confirmProgression, progressionVerdict, type ProgressionFacts } from './confirmed-progression.ts';
import { combinations } from './decision-table.ts';
import { dayAfterBaseline } from './example-case.ts';
import { bestResponse } from './index.ts';

/** Best response of stated words: `56 irPD, 84 irPD`, days after baseline and words. */
function bestOf(course: string, settings: ChosenSettings = {}) {
  const timepoints = course.split(', ').map((row) => {
    const [day, overall = ''] = row.split(' ');
    return { id: `D${day}`, date: dayAfterBaseline(Number(day)), overall };
  });
  return bestResponse('irrc', { timepoints, baselineDate: dayAfterBaseline(0) }, settings);
}

const dateOf = (course: string, settings: ChosenSettings = {}) => bestOf(course, settings).progressionDate;
const STRICT = { acceptUnconfirmedPd: false };

describe('an irPD', () => {
  test('is confirmed by another at exactly 28 days', () => {
    expect(dateOf('56 irPD, 84 irPD', STRICT)).toBe(dayAfterBaseline(56));
    expect(dateOf('56 irPD, 83 irPD', STRICT)).toBeNull();
    expect(dateOf('56 irPD, 70 irPD, 84 irPD', STRICT)).toBe(dayAfterBaseline(56));
    expect(dateOf('56 irPD, 77 irPD', { ...STRICT, confirmationDays: 21 })).toBe(dayAfterBaseline(56));
  });
  test('is confirmed across at most one NE, or as many as the charter says', () => {
    expect(dateOf('56 irPD, 84 NE, 112 irPD', STRICT)).toBe(dayAfterBaseline(56));
    expect(dateOf('56 irPD, 84 NE, 98 NE, 112 irPD', { ...STRICT, maxNeBetween: 2 })).toBe(
      dayAfterBaseline(56),
    );
  });
  test('with more NE before the next is disregarded, and the next is looked at for itself', () => {
    const course = '56 irPD, 84 NE, 98 NE, 112 irPD';
    expect(dateOf(course)).toBe(dayAfterBaseline(112));
    expect(dateOf(course, STRICT)).toBeNull();
    expect(dateOf(`${course}, 140 irPD`, STRICT)).toBe(dayAfterBaseline(112));
    expect(dateOf(`${course}, 140 irSD`)).toBeNull();
  });
  test.each(['irSD', 'irPR', 'irCR', 'NED'])('is refuted by a later %s before such a one', (word) => {
    expect(dateOf(`56 irPD, 84 ${word}`)).toBeNull();
    expect(dateOf(`56 irPD, 70 irPD, 77 ${word}, 112 irPD`)).toBe(dayAfterBaseline(112));
    expect(dateOf(`56 irPD, 84 NE, 112 ${word}`)).toBeNull();
  });
  test('stands where the data end after it, or after irPD too early or NE, unless the charter says so', () => {
    for (const course of ['56 irPD', '56 irPD, 83 irPD', '56 irPD, 84 NE, 98 NE, 112 NE']) {
      expect(dateOf(course)).toBe(dayAfterBaseline(56));
      expect(dateOf(course, STRICT)).toBeNull();
    }
  });
  test('needs confirmation also where responses need none', () => {
    expect(dateOf('56 irPD, 84 irSD', { confirmation: false })).toBeNull();
  });
});

describe('stated words', () => {
  test('take the date of progression from their confirmation, and the best response from what is before it', () => {
    expect(bestOf('56 irPD, 84 irPR, 112 irPR, 140 irPD, 168 irPD')).toMatchObject({
      best: 'irPR',
      bestDate: dayAfterBaseline(84),
      progressionDate: dayAfterBaseline(140),
    });
  });
  test('keep a date that the source states', () => {
    const timepoints = [{ date: '2025-03-03', overall: 'irPD' }];
    expect(bestResponse('irrc', { timepoints, progressionDate: null })).toMatchObject({
      best: 'NE',
      progressionDate: null,
    });
  });
  test('tell each irPD that was looked at', () => {
    expect(bestOf('56 irPD, 84 irSD, 112 irPD').trace.map(({ rule }) => rule)).toEqual([
      'irPD at D56 is refuted by irSD at D84: disregarded.',
      'irPD at D112 is not confirmed, but nothing refutes it: it stands.',
      'D112 is the first timepoint with irPD that stands: progression on 2025-04-28.',
      '1 timepoint from the progression on 2025-04-28 on does not count.',
      'D84 is without progression 84 days after day 0 (2025-01-06), at least 42: irSD.',
    ]);
  });
});

describe('the table of confirmation', () => {
  test('answers each combination and uses each of its lines', () => {
    const row = { id: 'W8', date: '2025-03-03', overall: 'irPD' };
    // What decides · NE before it · the charter accepts an unconfirmed irPD.
    const all = combinations([
      ['proof', 'refuter', 'end'],
      [1, 2],
      [true, false],
    ]);
    const lines = (all as readonly (readonly ['proof' | 'refuter' | 'end', number, boolean])[]).map(
      (inputs) => {
        const [end, notEvaluable, acceptUnconfirmedPd] = inputs;
        const facts: ProgressionFacts = {
          row,
          notEvaluable,
          proof: end === 'proof' ? { row: { ...row, id: 'W16' }, days: 56 } : null,
          refuter: end === 'refuter' ? { ...row, overall: 'irSD' } : null,
          rule: { confirmationDays: 28, maxNeBetween: 1, acceptUnconfirmedPd },
        };
        const { answer, line } = progressionVerdict(facts);
        const ofEnd = acceptUnconfirmedPd ? 'stands' : 'disregarded';
        const ofProof = notEvaluable === 1 ? 'confirmed' : 'disregarded';
        expect(answer, inputs.join(' ')).toBe(
          end === 'proof' ? ofProof : end === 'refuter' ? 'refuted' : ofEnd,
        );
        return line.condition;
      },
    );
    expect(new Set(lines).size).toBe(progressionVerdict.lines.length);
  });
  test('finds no progression where there is no irPD', () => {
    const rule = { confirmationDays: 28, maxNeBetween: 1, acceptUnconfirmedPd: true };
    const rows = [{ date: '2025-03-03', overall: 'irSD' }];
    expect(confirmProgression(rows, rule)).toEqual({ date: null, trace: [] });
  });
});
