import { describe, expect, test } from 'vitest';
import { dayAfterBaseline } from './example-case.ts';
import { confirmFirstProgression } from './first-progression.ts';

/** What becomes of assessments written by day and word: the outcome, the places that wait, who decides. */
function fateOf(course: string) {
  const assessments = course.split(', ').map((row) => {
    const [day, word = ''] = row.split(' ');
    return { id: `D${day}`, date: dayAfterBaseline(Number(day)), word };
  });
  const fate = confirmFirstProgression(assessments, 42);
  return fate && [fate.outcome, fate.waiting, fate.decidedBy?.id ?? null];
}

describe('progression at the first assessment', () => {
  test('is confirmed by one exactly 42 days later', () =>
    expect(fateOf('56 PD, 98 PD')).toEqual(['confirmed', [0], 'D98']));
  test('looks further where the next is a day sooner', () => {
    expect(fateOf('56 PD, 97 PD')).toEqual(['open', [0, 1], null]);
    expect(fateOf('56 PD, 97 PD, 139 PD')).toEqual(['confirmed', [0, 1], 'D139']);
  });
  test('is refuted by anything else, early or late', () => {
    expect(fateOf('56 PD, 70 SD, 98 PD')).toEqual(['refuted', [0], 'D70']);
    expect(fateOf('56 PD, 70 PD, 98 PR')).toEqual(['refuted', [0, 1], 'D98']);
  });
  test('stays open with nothing further', () => expect(fateOf('56 PD')).toEqual(['open', [0], null]));
  test('passes over what could not be evaluated, before it and after it', () => {
    expect(fateOf('28 NE, 56 PD, 77 NE, 98 PD')).toEqual(['confirmed', [1], 'D98']);
    expect(fateOf('56 PD, 98 NE')).toEqual(['open', [0], null]);
  });
});

test('later progression needs no confirmation, nor does that of no assessment', () => {
  expect(fateOf('56 SD, 98 PD')).toBeNull();
  expect(fateOf('56 NED, 98 PD')).toBeNull();
  expect(fateOf('56 NE')).toBeNull();
});
