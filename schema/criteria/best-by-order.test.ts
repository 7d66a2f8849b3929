import { describe, expect, test } from 'vitest';
import { bestByOrder, bestTableByOrder, type OrderSettings, type WordOrder } from './best-by-order.ts';
import type { Subject } from './case.ts';
import { dayAfterBaseline } from './example-case.ts';
import type { Responses } from './result.ts';

const ORDER: WordOrder = {
  source: 'paper',
  words: ['CR', 'PR', 'MR', 'SD', 'IR'],
  responses: ['CR', 'PR', 'MR'],
  stable: 'SD',
  progression: 'PD',
  notEvaluable: 'NE',
};
const PLAIN: OrderSettings = { minSdDays: 0, minSdReference: 'baseline' };
const CONFIRMED: OrderSettings = { ...PLAIN, confirmation: true, confirmationDays: 28 };
const day = dayAfterBaseline;

/** Best of `PR 28` style rows: a word, then its day after baseline, 56 days apart where left out. */
function bestOf(
  words: string,
  settings: OrderSettings = PLAIN,
  { subject, ...responses }: Partial<Responses> & { subject?: Subject } = {},
) {
  const timepoints = words.split(', ').map((row, at) => {
    const [overall = '', days] = row.split(' ');
    return { date: day(days === undefined ? (at + 1) * 56 : Number(days)), overall };
  });
  const stated = { timepoints, baselineDate: day(0), ...responses };
  return bestByOrder(ORDER, bestTableByOrder(ORDER, settings.confirmation), settings, stated, subject);
}

describe('without confirmation', () => {
  test('the best word before the progression wins, at its first date', () => {
    expect(bestOf('SD, PR, CR, CR, PD')).toMatchObject({
      best: 'CR',
      bestDate: day(168),
      firstResponseDate: day(112),
      progressionDate: day(280),
    });
  });
  test('stable disease and indeterminate words have no date of response', () => {
    expect(bestOf('IR, SD')).toMatchObject({ best: 'SD', bestDate: null, firstResponseDate: null });
    expect(bestOf('NE, IR')).toMatchObject({ best: 'IR', bestDate: null });
  });
  test('nothing before the progression but NE is PD, nothing at all NE', () => {
    expect(bestOf('NE, PD, CR').best).toBe('PD');
    expect(bestOf('NE, NE').best).toBe('NE');
  });
  test('a word that is not of the criteria counts for nothing', () => expect(bestOf('irCR').best).toBe('NE'));
  test('a timepoint of the day of the progression does not count', () =>
    expect(bestOf('CR 56, PD 56').best).toBe('PD'));
});

describe('stable disease', () => {
  test('counts from exactly the day the charter asks for', () => {
    const settings = { ...PLAIN, minSdDays: 56 };
    expect(bestOf('SD 56', settings).best).toBe('SD');
    expect(bestOf('SD 55', settings).best).toBe('NE');
    expect(bestOf('SD 55, PD 84', settings).best).toBe('PD');
  });
  test('counts from the start of treatment where the charter says so, else from baseline', () => {
    const settings = { ...PLAIN, minSdDays: 56, minSdReference: 'treatmentStart' as const };
    expect(bestOf('SD 62', settings, { subject: { treatmentStart: day(7) } }).best).toBe('NE');
    expect(bestOf('SD 63', settings, { subject: { treatmentStart: day(7) } }).best).toBe('SD');
    expect(bestOf('SD 56', settings).best).toBe('SD');
  });
  test('that is too early leaves an indeterminate word', () =>
    expect(bestOf('SD 14, IR 28', { ...PLAIN, minSdDays: 56 }).best).toBe('IR'));
});

describe('a new therapy', () => {
  const subject = { newTherapyDate: day(112) };
  test('ends what counts after its own day', () => {
    expect(bestOf('SD, PR, CR', PLAIN, { subject })).toMatchObject({ best: 'PR', bestDate: day(112) });
  });
  test('leaves no progression after it', () => {
    expect(bestOf('SD, SD, PD', PLAIN, { subject })).toMatchObject({ best: 'SD', progressionDate: null });
    expect(bestOf('NE, PD', PLAIN, { subject })).toMatchObject({ best: 'PD', progressionDate: day(112) });
  });
});

describe('a progression that is stated', () => {
  test('for an earlier day takes out the timepoints from it on', () => {
    expect(bestOf('SD, PR, PD', PLAIN, { progressionDate: day(112) }).best).toBe('SD');
  });
  test('as none leaves the timepoints after a PD to count', () =>
    expect(bestOf('SD, PD, CR', PLAIN, { progressionDate: null }).best).toBe('CR'));
});

describe('with confirmation', () => {
  test('a response counts when one as good follows exactly 28 days later', () => {
    expect(bestOf('PR 56, PR 84', CONFIRMED)).toMatchObject({ best: 'PR', bestDate: day(56) });
    expect(bestOf('PR 56, PR 83', CONFIRMED)).toMatchObject({ best: 'SD', bestDate: null });
  });
  test('a CR followed by a PR confirms a PR at the date of the CR', () => {
    expect(bestOf('CR, PR', CONFIRMED)).toMatchObject({ best: 'PR', bestDate: day(56) });
  });
  test('a PR followed by two CR is CR, and its response begins with the PR', () => {
    expect(bestOf('PR, CR, CR', CONFIRMED)).toMatchObject({
      best: 'CR',
      bestDate: day(112),
      firstResponseDate: day(56),
    });
  });
  test('NE between does not refute, stable disease does', () => {
    expect(bestOf('PR, NE, NE, PR', CONFIRMED).best).toBe('PR');
    expect(bestOf('PR, SD, PR', CONFIRMED).best).toBe('SD');
  });
  test('the proof lies before the progression', () =>
    expect(bestOf('PR, PD, PR', CONFIRMED).best).toBe('SD'));
  test('a lower response between breaks the higher, not the lower', () => {
    expect(bestOf('CR, MR, CR', CONFIRMED)).toMatchObject({ best: 'MR', bestDate: day(56) });
  });
  test('an unconfirmed response is stable disease at its own date', () => {
    const settings = { ...CONFIRMED, minSdDays: 56 };
    expect(bestOf('PR 55, PD 83', settings).best).toBe('PD');
    expect(bestOf('PR 56, PD 83', settings).best).toBe('SD');
  });
});

test('the sentences tell the row, the timepoint and what does not count', () => {
  expect(bestOf('PR, PD').trace).toEqual([
    {
      step: 'date',
      rule: `${day(112)} is the first timepoint with overall PD: progression on ${day(112)}.`,
      source: 'paper',
    },
    {
      step: 'best',
      rule: `1 timepoint from the progression on ${day(112)} on does not count.`,
      source: 'paper',
    },
    {
      step: 'best',
      rule: `${day(56)} is the first PR, and nothing before the progression is better.`,
      source: 'paper; Best overall response, row 2',
    },
  ]);
});
