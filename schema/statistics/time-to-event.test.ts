import { describe, expect, test } from 'vitest';
import { TABLE_A, TABLE_B } from './censoring-table.ts';
import type { Assessment, Dated, FollowUp, TumourState } from './follow-up.ts';
import type { PlannedVisit } from './planned-visit.ts';
import {
  durationOfResponse,
  overallSurvival,
  progressionFreeSurvival,
  timeToProgression,
  timeToResponse,
} from './time-to-event.ts';

const START = '2025-01-01';

/** The day that many days after the start. */
const day = (days: number) => new Date(Date.parse(START) + days * 86_400_000).toISOString().slice(0, 10);
const dated = (days: number, source = `day ${days}`): Dated<string> => ({ on: day(days), source });
const seen = (days: number, state: TumourState = 'stable'): Assessment<string> => ({
  ...dated(days),
  label: `D${days}`,
  state,
});

/** Every six weeks, a week before and after. */
const VISITS: readonly PlannedVisit[] = [42, 84, 126, 168, 210].map((days) => ({
  label: `W${days / 7}`,
  on: day(days),
  firstOn: day(days - 7),
  lastOn: day(days + 7),
}));

const followUp = (told: Partial<FollowUp<string>>): FollowUp<string> => ({
  randomised: dated(0, 'randomised'),
  firstDose: dated(2, 'dosed'),
  hasBaseline: true,
  assessments: [],
  progression: null,
  firstResponse: null,
  newTherapy: null,
  death: null,
  lastAlive: null,
  visits: VISITS,
  ...told,
});

describe('progression-free survival by table A', () => {
  test('progression is an event on its day, both ends counted', () => {
    const answer = progressionFreeSurvival(
      followUp({ assessments: [seen(42), seen(84, 'progression')], progression: dated(84) }),
    );
    expect(answer).toMatchObject({
      start: { on: START, source: 'randomised' },
      end: { on: day(84), source: 'day 84' },
      isCensored: false,
      days: 85,
      months: 85 / 30.4375,
      reason: 'progression',
      description: 'Documented progression',
      dateDescription: null,
      citation: 'FDA 2018, example tables for PFS, Table A',
    });
  });

  test('progression on the day of the start is day 1', () => {
    expect(progressionFreeSurvival(followUp({ progression: dated(0) }))?.days).toBe(1);
  });

  test('progression dated before the start is no event', () => {
    expect(
      progressionFreeSurvival(followUp({ progression: dated(-1), assessments: [seen(42)] })),
    ).toMatchObject({ isCensored: true, days: 43 });
  });

  test('without progression or death it is censored at the last assessment that can be evaluated', () => {
    expect(
      progressionFreeSurvival(followUp({ assessments: [seen(84, 'not-evaluable'), seen(42)] })),
    ).toMatchObject({
      end: { on: day(42), source: 'day 42' },
      isCensored: true,
      days: 43,
      reason: 'no-event',
      dateDescription: 'Last evaluable assessment',
      sentence: 'No progression or death. Censored at the last evaluable assessment, D42 on 2025-02-12.',
    });
  });

  test('a suspicion is an assessment, and no event', () => {
    expect(
      progressionFreeSurvival(followUp({ assessments: [seen(42, 'suspected-progression')] })),
    ).toMatchObject({ isCensored: true, days: 43 });
  });

  test('without a baseline it is censored at randomisation, whatever happened', () => {
    expect(
      progressionFreeSurvival(
        followUp({ hasBaseline: false, progression: dated(42), death: dated(50), assessments: [seen(42)] }),
      ),
    ).toMatchObject({
      end: { source: 'randomised' },
      isCensored: true,
      days: 1,
      reason: 'no-baseline',
      dateDescription: 'Randomisation',
    });
  });

  test('without an assessment after baseline it is censored at randomisation', () => {
    expect(progressionFreeSurvival(followUp({ lastAlive: dated(90) }))).toMatchObject({
      isCensored: true,
      days: 1,
      reason: 'no-assessment',
      dateDescription: 'Randomisation',
    });
  });

  test('death before the first assessment is an event', () => {
    expect(progressionFreeSurvival(followUp({ death: dated(40) }))).toMatchObject({
      isCensored: false,
      reason: 'death',
      days: 41,
    });
  });

  test('death and progression on one day are progression, death the day before is death', () => {
    const both = (death: number) =>
      progressionFreeSurvival(
        followUp({ assessments: [seen(42, 'progression')], progression: dated(42), death: dated(death) }),
      )?.reason;
    expect(both(42)).toBe('progression');
    expect(both(41)).toBe('death');
  });

  test('after one missed visit an event counts, after two it is censored at the assessment before', () => {
    const progressed = (days: number) =>
      progressionFreeSurvival(
        followUp({ assessments: [seen(42), seen(days, 'progression')], progression: dated(days) }),
      );
    // W12 is missed, W18 bears the progression.
    expect(progressed(126)).toMatchObject({ isCensored: false, reason: 'progression' });
    // W12 and W18 are missed.
    expect(progressed(168)).toMatchObject({
      isCensored: true,
      reason: 'missed-visits',
      days: 43,
      description: 'Progression after 2 missed visits',
      dateDescription: 'Last evaluable assessment before missed visits',
    });
  });

  test('a scan late for its visit attends it as long as it is nearer than the next', () => {
    const late = (days: number) =>
      progressionFreeSurvival(
        followUp({ assessments: [seen(42), seen(days, 'progression')], progression: dated(days) }),
      )?.isCensored;
    // Day 147 lies half way between W18 and W24; a day later it is the scan of W24.
    expect(late(147)).toBe(false);
    expect(late(148)).toBe(true);
  });

  test('death counts until the window of the second missed visit is over', () => {
    const died = (days: number) =>
      progressionFreeSurvival(followUp({ assessments: [seen(42)], death: dated(days) }))?.reason;
    expect(died(133)).toBe('death');
    expect(died(134)).toBe('missed-visits');
  });

  test('death after two missed visits without any assessment is censored at the start', () => {
    expect(progressionFreeSurvival(followUp({ death: dated(92) }))).toMatchObject({
      isCensored: true,
      days: 1,
      reason: 'missed-visits',
      dateDescription: 'Randomisation',
    });
  });

  test('an assessment that cannot be evaluated is a missed visit', () => {
    expect(
      progressionFreeSurvival(
        followUp({
          assessments: [
            seen(42),
            seen(84, 'not-evaluable'),
            seen(126, 'not-evaluable'),
            seen(168, 'progression'),
          ],
          progression: dated(168),
        }),
      ),
    ).toMatchObject({ reason: 'missed-visits', days: 43 });
  });

  test('a gap that a later assessment closes censors nothing', () => {
    expect(
      progressionFreeSurvival(
        followUp({
          assessments: [seen(42), seen(168), seen(210, 'progression')],
          progression: dated(210),
        }),
      ),
    ).toMatchObject({ isCensored: false });
  });

  test('without a plan no visit is missed', () => {
    expect(
      progressionFreeSurvival(followUp({ visits: [], assessments: [seen(42)], death: dated(900) }))?.reason,
    ).toBe('death');
  });

  test('a new therapy the day before progression censors it, on the day of progression it does not', () => {
    const treated = (days: number) =>
      progressionFreeSurvival(
        followUp({
          assessments: [seen(42), seen(84, 'progression')],
          progression: dated(84),
          newTherapy: dated(days),
        }),
      );
    expect(treated(83)).toMatchObject({
      isCensored: true,
      days: 43,
      reason: 'new-therapy',
      dateDescription: 'Last evaluable assessment before new therapy',
    });
    expect(treated(84)).toMatchObject({ isCensored: false });
  });

  test('an assessment on the day of the new therapy is the last that counts', () => {
    expect(
      progressionFreeSurvival(followUp({ assessments: [seen(42), seen(84)], newTherapy: dated(42) }))?.days,
    ).toBe(43);
  });

  test('a charter may pass over a new therapy and missed visits', () => {
    const told = followUp({ assessments: [seen(42)], newTherapy: dated(50), death: dated(200) });
    expect(
      progressionFreeSurvival(told, { ...TABLE_A, newTherapy: 'pass-over', missedVisits: null }),
    ).toMatchObject({ isCensored: false, reason: 'death', days: 201 });
  });

  test('time counts from the first dose where the charter says so, or where nobody was randomised', () => {
    const told = { progression: dated(42), assessments: [seen(42, 'progression' as const)] };
    expect(progressionFreeSurvival(followUp(told), { ...TABLE_A, origin: 'first-dose' })).toMatchObject({
      start: { source: 'dosed' },
      days: 41,
    });
    expect(progressionFreeSurvival(followUp({ ...told, randomised: null }))?.days).toBe(41);
    expect(progressionFreeSurvival(followUp({ ...told, randomised: null, firstDose: null }))).toBeNull();
  });
});

describe('progression-free survival by table B', () => {
  const progressed = (days: number) =>
    progressionFreeSurvival(
      followUp({ assessments: [seen(days, 'progression')], progression: dated(days) }),
      TABLE_B,
    );

  test('progression in the window of a visit has the planned date, between visits that of the next', () => {
    expect(progressed(49)?.end).toEqual({ on: day(42), source: 'day 49' });
    expect(progressed(50)?.end.on).toBe(day(84));
    expect(progressed(35)?.end.on).toBe(day(42));
  });

  test('after the last planned visit progression keeps its day', () => {
    const late = followUp({ assessments: [seen(210), seen(260, 'progression')], progression: dated(260) });
    expect(progressionFreeSurvival(late, TABLE_B)?.end.on).toBe(day(260));
  });

  test('censoring has the planned date of the visit, between visits that of the one before', () => {
    const censoredAt = (days: number) =>
      progressionFreeSurvival(followUp({ assessments: [seen(days)] }), TABLE_B)?.end.on;
    expect(censoredAt(49)).toBe(day(42));
    expect(censoredAt(50)).toBe(day(42));
    expect(censoredAt(77)).toBe(day(84));
    expect(censoredAt(20)).toBe(day(20));
  });

  test('death keeps its day', () => {
    expect(progressionFreeSurvival(followUp({ death: dated(60) }), TABLE_B)?.end.on).toBe(day(60));
  });
});

describe('the other endpoints', () => {
  test('death is no event of the time to progression, which is censored at the last assessment', () => {
    expect(timeToProgression(followUp({ assessments: [seen(42)], death: dated(60) }))).toMatchObject({
      isCensored: true,
      days: 43,
      reason: 'death-is-no-event',
      description: 'Death without documented progression',
    });
  });

  test('response lasts from its first day to progression or death; without either to the last assessment', () => {
    const responded = { firstResponse: dated(42), assessments: [seen(42, 'response'), seen(84)] };
    expect(durationOfResponse(followUp(responded))).toMatchObject({ isCensored: true, days: 43 });
    expect(
      durationOfResponse(followUp({ ...responded, progression: dated(126), assessments: [seen(84)] })),
    ).toMatchObject({ isCensored: false, days: 85, start: { source: 'day 42' } });
    expect(durationOfResponse(followUp({ ...responded, death: dated(90) }))?.reason).toBe('death');
  });

  test('a response that is the last assessment has lasted a day', () => {
    expect(
      durationOfResponse(followUp({ firstResponse: dated(42), assessments: [seen(42, 'response')] })),
    ).toMatchObject({ isCensored: true, days: 1 });
  });

  test('who did not respond has neither a duration of response nor a time to it', () => {
    expect(durationOfResponse(followUp({}))).toBeNull();
    expect(timeToResponse(followUp({}))).toBeNull();
    expect(timeToResponse(followUp({ firstResponse: dated(42) }))).toMatchObject({
      days: 43,
      reason: 'response',
      isCensored: false,
    });
  });

  test('survival ends with death, whatever was given or missed before', () => {
    expect(
      overallSurvival(followUp({ newTherapy: dated(50), death: dated(400), hasBaseline: false })),
    ).toMatchObject({ isCensored: false, days: 401, reason: 'death', description: 'Death' });
  });

  test('who is alive is censored on the last day known, and at the start where none is', () => {
    expect(overallSurvival(followUp({ lastAlive: dated(99) }))).toMatchObject({
      isCensored: true,
      days: 100,
      dateDescription: 'Last known alive',
    });
    expect(overallSurvival(followUp({ lastAlive: dated(-5) }))).toMatchObject({
      isCensored: true,
      days: 1,
      dateDescription: 'Randomisation',
    });
  });
});
