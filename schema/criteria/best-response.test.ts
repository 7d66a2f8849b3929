import { describe, expect, test } from 'vitest';
import type { ChosenSettings, Subject } from './case.ts';
import { dayAfterBaseline, exampleCase } from './example-case.ts';
import { assess, bestResponse } from './index.ts';

/** Best response of timepoint responses written as `56 PR, 84 CR`: days after baseline and words. */
function bestOf(course: string, settings: ChosenSettings = {}, subject: Subject = {}) {
  const timepoints = course.split(', ').map((row) => {
    const [day, overall = ''] = row.split(' ');
    return { id: `D${day}`, date: dayAfterBaseline(Number(day)), overall };
  });
  return bestResponse('recist-1.1', { timepoints, baselineDate: dayAfterBaseline(0) }, settings, subject);
}

const CONFIRMED = { confirmation: true };

describe('without confirmation', () => {
  test('the best is the best word before progression, at its first date', () => {
    expect(bestOf('56 PR, 112 CR, 168 CR, 224 PD')).toMatchObject({
      best: 'CR',
      bestDate: dayAfterBaseline(112),
      firstResponseDate: dayAfterBaseline(56),
      progressionDate: dayAfterBaseline(224),
    });
  });
  test('a response after progression counts for nothing', () =>
    expect(bestOf('56 PD, 112 CR').best).toBe('PD'));
  test('NE never wins over an answer', () => expect(bestOf('56 NE, 112 SD').best).toBe('SD'));
  test('nothing but NE is NE', () => expect(bestOf('56 NE').best).toBe('NE'));
});

describe('stable disease', () => {
  test('needs day 42, and day 41 is not enough', () => {
    expect(bestOf('42 SD').best).toBe('SD');
    expect(bestOf('41 SD').best).toBe('NE');
  });
  test('too short is PD where progression follows', () => expect(bestOf('41 SD, 80 PD').best).toBe('PD'));
  test('counts from the start of treatment where the charter says so, from baseline where it is unknown', () => {
    const settings = { minSdReference: 'treatmentStart' };
    const subject = { treatmentStart: dayAfterBaseline(7) };
    expect(bestOf('48 SD', settings, subject).best).toBe('NE');
    expect(bestOf('49 SD', settings, subject).best).toBe('SD');
    expect(bestOf('42 SD', settings).best).toBe('SD');
  });
  test('without any day 0 counts from the first timepoint, which is later than either', () => {
    const rows = (day: number) => [
      { date: dayAfterBaseline(0), overall: 'SD' },
      { date: dayAfterBaseline(day), overall: 'SD' },
    ];
    expect(bestResponse('recist-1.1', { timepoints: rows(42) }).best).toBe('SD');
    expect(bestResponse('recist-1.1', { timepoints: rows(41) }).best).toBe('NE');
  });
  test('without targets is NON-CR/NON-PD, without disease NED', () => {
    expect(bestOf('56 NON-CR/NON-PD').best).toBe('NON-CR/NON-PD');
    expect(bestOf('56 NED').best).toBe('NED');
  });
});

describe('with confirmation', () => {
  test('CR is proven by a CR 28 days later, not 27', () => {
    expect(bestOf('56 CR, 84 CR', CONFIRMED)).toMatchObject({ best: 'CR', bestDate: dayAfterBaseline(56) });
    expect(bestOf('56 CR, 83 CR', CONFIRMED).best).toBe('SD');
  });
  test('the proof need not be the next timepoint', () => {
    expect(bestOf('56 PR, 70 PR, 84 PR', CONFIRMED)).toMatchObject({
      best: 'PR',
      bestDate: dayAfterBaseline(56),
    });
  });
  test('PR is proven by a later CR, which itself is not proven', () => {
    expect(bestOf('56 PR, 84 CR', CONFIRMED)).toMatchObject({ best: 'PR', bestDate: dayAfterBaseline(56) });
  });
  test('CR then PR is PR: the option the paper leaves open', () => {
    expect(bestOf('56 CR, 84 PR', CONFIRMED)).toMatchObject({ best: 'PR', bestDate: dayAfterBaseline(56) });
  });
  test('one NE may lie between, or as many as the charter says', () => {
    expect(bestOf('56 PR, 84 NE, 112 PR', CONFIRMED).best).toBe('PR');
    expect(bestOf('56 PR, 84 NE, 98 NE, 112 PR', CONFIRMED).best).toBe('SD');
    expect(bestOf('56 PR, 84 NE, 98 NE, 112 PR', { ...CONFIRMED, maxNeBetween: 2 }).best).toBe('PR');
    expect(bestOf('56 PR, 84 NE, 112 PR', { ...CONFIRMED, maxNeBetween: 0 }).best).toBe('SD');
  });
  test('SD breaks it, unless the charter accepts one between two PR, and never between two CR', () => {
    const accepts = { ...CONFIRMED, acceptSdBetween: true };
    expect(bestOf('56 PR, 84 SD, 112 PR', CONFIRMED).best).toBe('SD');
    expect(bestOf('56 PR, 84 SD, 112 PR', accepts).best).toBe('PR');
    expect(bestOf('56 PR, 84 SD, 98 SD, 112 PR', accepts).best).toBe('SD');
    expect(bestOf('56 CR, 84 SD, 112 CR', accepts)).toMatchObject({ best: 'PR' });
  });
  test('a single response is SD at day 42, PD or NE before', () => {
    expect(bestOf('42 PR', CONFIRMED).best).toBe('SD');
    expect(bestOf('41 PR', CONFIRMED).best).toBe('NE');
    expect(bestOf('41 PR, 80 PD', CONFIRMED).best).toBe('PD');
  });
  test('the proof must come before progression', () => {
    expect(bestOf('56 PR, 84 PD, 112 PR', CONFIRMED).best).toBe('SD');
  });
});

describe('a new therapy', () => {
  const subject = { newTherapyDate: dayAfterBaseline(56) };
  test('ends what counts, its own day included', () => {
    expect(bestOf('56 PR, 112 CR', {}, subject).best).toBe('PR');
    expect(bestOf('57 PR', {}, subject).best).toBe('NE');
  });
  test('before progression leaves the date and takes the answer', () => {
    expect(bestOf('28 NE, 84 PD', {}, subject)).toMatchObject({
      best: 'NE',
      progressionDate: dayAfterBaseline(84),
    });
    expect(bestOf('28 NE, 56 PD', {}, subject).best).toBe('PD');
  });
});

describe('stated responses', () => {
  test('may come in any order', () => {
    expect(bestOf('112 SD, 56 PR')).toMatchObject({ best: 'PR', bestDate: dayAfterBaseline(56) });
  });
  test('end where a source dates progression, whatever the timepoints say', () => {
    const timepoints = [
      { date: '2025-03-03', overall: 'PD' },
      { date: '2025-04-28', overall: 'PR' },
    ];
    expect(bestResponse('recist-1.1', { timepoints, progressionDate: null }).best).toBe('PR');
    expect(bestResponse('recist-1.1', { timepoints, progressionDate: '2025-04-28' }).best).toBe('PD');
  });
  test('a word that is not of the criteria counts for nothing', () => {
    expect(bestOf('56 CHECK, 112 SD').best).toBe('SD');
    expect(bestOf('56 PR, 84 CHECK, 112 PR', CONFIRMED).best).toBe('SD');
  });
  test('without any timepoint are NE', () =>
    expect(bestResponse('recist-1.1', { timepoints: [] }).best).toBe('NE'));
});

describe('a result', () => {
  test('gives its best again, confirmed or not, without being judged anew', () => {
    const example = exampleCase({ T01: [100, 60, 80] });
    const result = assess(example);
    expect(bestResponse('recist-1.1', result)).toMatchObject({
      best: result.best,
      bestDate: result.bestDate,
    });
    expect(bestResponse('recist-1.1', result, CONFIRMED)).toMatchObject({
      best: 'SD',
      firstResponseDate: null,
    });
  });
  test('says why, with the days', () => {
    const { trace } = bestOf('56 PR, 84 PR', CONFIRMED);
    expect(trace.map(({ rule }) => rule)).toEqual([
      'D56 (2025-03-03) is the first partial response that is confirmed: PR at D84, 28 days later. At least 28 days.',
    ]);
    expect(trace[0]?.source).toBe('Eisenhauer 2009, section 4.4.3, Table 3; Best overall response, row 2');
  });
});

describe('the best change', () => {
  const changeOf = (sizes: readonly (number | null)[], subject: Subject = {}) =>
    assess(exampleCase({ T01: sizes }, { subject })).bestChangePercent;

  test('is the smallest change up to progression', () => expect(changeOf([100, 60, 80, 20])).toBe(-40));
  test('counts the timepoint of progression itself', () => expect(changeOf([100, 130])).toBe(30));
  test('does not count what follows a new therapy', () => {
    expect(changeOf([100, 80, 40], { newTherapyDate: '2025-03-03' })).toBe(-20);
  });
  test('is null without a complete sum, never 0', () => {
    expect(changeOf([100])).toBeNull();
    expect(changeOf([100, null])).toBeNull();
    expect(changeOf([null, 60])).toBeNull();
  });
});
