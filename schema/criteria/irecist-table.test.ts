import { expect, test } from 'vitest';
import { confirmingEvidence, type Run, type RunSettings } from './irecist-evidence.ts';
import { responseInRun } from './irecist-run.ts';
import {
  IMMUNE_NON_TARGET_RESPONSES,
  IMMUNE_TARGET_RESPONSES,
  responseWithoutRun,
  type ImmuneTimepoint,
} from './irecist-timepoint.ts';
import { combinations } from './decision-table.ts';
import { NO_NEW_LESIONS } from './new-lesion-burden.ts';

const YES_NO = [true, false] as const;
const TARGETS = [...IMMUNE_TARGET_RESPONSES, null] as const;
const NON_TARGETS = [...IMMUNE_NON_TARGET_RESPONSES, null] as const;

const SETTINGS: RunSettings = {
  confirmMinDays: 28,
  confirmMaxDays: 56,
  enforceConfirmMax: false,
  furtherIncreaseMm: 5,
};

const NOW: ImmuneTimepoint = {
  id: 'W12',
  date: '2025-03-31',
  isEvaluable: true,
  target: 'iSD',
  nonTarget: null,
  targetSum: 100,
  progressed: [],
  increased: [],
  newLesions: NO_NEW_LESIONS,
};

const RUN: Run = {
  id: 'W8',
  date: '2025-03-03',
  categories: { target: false, nonTarget: false, newLesion: false },
  target: 'iSD',
  nonTarget: null,
  lowestTargetSum: 100,
  lowestNewSum: 20,
  known: ['NEW01'],
  progressed: ['NT01'],
};

/** Every combination of one value from each list, as the lists have them. */
function every<const Lists extends readonly (readonly unknown[])[]>(...lists: Lists) {
  return combinations(lists) as readonly { readonly [K in keyof Lists]: Lists[K][number] }[];
}

test('a timepoint without an open iUPD has one answer for every combination, and every line answers some', () => {
  const lines = new Set<string>();
  // Of the new lesions: none, one that is old, a first one, one that is progressing again.
  for (const [target, nonTarget, isEvaluable, ofNew] of every(TARGETS, NON_TARGETS, YES_NO, [
    'none',
    'old',
    'first',
    'regrown',
  ] as const)) {
    const seen = ofNew === 'none' ? [] : ['NEW01'];
    const newLesions = {
      ...NO_NEW_LESIONS,
      seen,
      first: ofNew === 'first' ? seen : [],
      regrown: ofNew === 'regrown' ? 'NEW01 has progressed' : null,
    };
    const { answer, line } = responseWithoutRun({ ...NOW, target, nonTarget, isEvaluable, newLesions });
    lines.add(line.source);
    const isProgression =
      target === 'iUPD' || nonTarget === 'iUPD' || ofNew === 'first' || ofNew === 'regrown';
    const isClear = (nonTarget === 'iCR' || nonTarget === null) && ofNew === 'none';
    const withoutTargets = {
      iCR: isClear ? 'iCR' : 'NON-iCR/NON-iUPD',
      NE: 'NE',
      none: !isEvaluable ? 'NE' : ofNew === 'none' ? 'NED' : 'NON-iCR/NON-iUPD',
      'NON-iCR/NON-iUPD': 'NON-iCR/NON-iUPD',
      iUPD: 'iUPD',
    } as const;
    const expected = isProgression
      ? 'iUPD'
      : target === null
        ? withoutTargets[nonTarget ?? 'none']
        : target === 'iCR' && !isClear
          ? 'iPR'
          : target;
    expect([target, nonTarget, isEvaluable, ofNew, answer]).toEqual([
      target,
      nonTarget,
      isEvaluable,
      ofNew,
      expected,
    ]);
  }
  expect(lines.size).toBe(responseWithoutRun.lines.length);
});

test('evidence confirms category by category, and every line answers some', () => {
  const lines = new Set<string>();
  const newLesion = ['none', 'known', 'further'] as const;
  for (const [
    T,
    NT,
    NL,
    target,
    grown,
    nonTarget,
    further,
    increased,
    ofNew,
    newGrown,
    newIncreased,
    regrown,
  ] of every(
    YES_NO,
    YES_NO,
    YES_NO,
    ['iUPD', 'iSD'] as const,
    [4.9, 5] as const,
    ['iUPD', 'iCR'] as const,
    YES_NO,
    YES_NO,
    newLesion,
    [4.9, 5] as const,
    YES_NO,
    YES_NO,
  )) {
    const now: ImmuneTimepoint = {
      ...NOW,
      target,
      nonTarget,
      targetSum: 100 + grown,
      progressed: further ? ['NT01', 'NT02'] : ['NT01'],
      increased: increased ? ['NT01'] : [],
      newLesions: {
        ...NO_NEW_LESIONS,
        seen: { none: [], known: ['NEW01'], further: ['NEW01', 'NEW02'] }[ofNew],
        sum: 20 + newGrown,
        increased: newIncreased ? ['NEW03'] : [],
        regrown: regrown ? 'NEW01 has progressed' : null,
      },
    };
    const run = { ...RUN, categories: { target: T, nonTarget: NT, newLesion: NL } };
    const { answer, line } = confirmingEvidence({ run, now, settings: SETTINGS });
    lines.add(line.source);
    const byTargets = target === 'iUPD' && (!T || grown >= 5);
    const byNonTargets = NT ? further || increased : nonTarget === 'iUPD';
    const byNew = ofNew === 'further' || (NL ? newGrown >= 5 || newIncreased : regrown);
    expect(answer).toBe(byTargets || byNonTargets || byNew);
  }
  expect(lines.size).toBe(confirmingEvidence.lines.length);
});

test('a sum that is not complete, now or since the iUPD, is no evidence', () => {
  const categories = { target: true, nonTarget: false, newLesion: true };
  const of = (now: Partial<ImmuneTimepoint>, run: Partial<Run>) =>
    confirmingEvidence({
      run: { ...RUN, categories, ...run },
      now: { ...NOW, target: 'iUPD', ...now },
      settings: SETTINGS,
    }).answer;
  const sum = (mm: number | null) => ({ newLesions: { ...NO_NEW_LESIONS, sum: mm } });
  expect([of({ targetSum: null }, {}), of({ targetSum: 120 }, { lowestTargetSum: null })]).toEqual([
    false,
    false,
  ]);
  expect([of(sum(null), {}), of(sum(40), { lowestNewSum: null }), of(sum(40), {})]).toEqual([
    false,
    false,
    true,
  ]);
});

test('a timepoint with an open iUPD has one answer for every combination, and every line answers some', () => {
  const lines = new Set<string>();
  const rank = { iUPD: 0, iSD: 1, NE: 1, iPR: 2, iCR: 3 };
  for (const [
    hasEvidence,
    days,
    enforceConfirmMax,
    target,
    nonTarget,
    isNew,
    NL,
    then,
    nonTargetThen,
  ] of every(
    YES_NO,
    [27, 28, 56, 57] as const,
    YES_NO,
    TARGETS,
    NON_TARGETS,
    YES_NO,
    YES_NO,
    IMMUNE_TARGET_RESPONSES,
    ['iCR', 'NON-iCR/NON-iUPD'] as const,
  )) {
    const { answer, line } = responseInRun({
      run: {
        ...RUN,
        categories: { target: true, nonTarget: true, newLesion: NL },
        target: target === null ? null : then,
        nonTarget: nonTarget === null ? null : nonTargetThen,
      },
      now: {
        ...NOW,
        target,
        nonTarget,
        newLesions: { ...NO_NEW_LESIONS, seen: isNew ? ['NEW01'] : [] },
      },
      settings: { ...SETTINGS, enforceConfirmMax },
      hasEvidence,
      days,
    });
    lines.add(line.source);
    const isNe = target === null ? nonTarget === 'NE' : target === 'NE';
    const isBetter =
      target === null ? nonTarget === 'iCR' && nonTargetThen !== 'iCR' : rank[target] > rank[then];
    const isHeld = NL && isNew;
    const withEvidence =
      enforceConfirmMax && days > 56
        ? 'iUPD, from which a new run begins'
        : days >= 28
          ? 'iCPD'
          : 'iUPD, the references unchanged';
    const withoutEvidence =
      target === 'iUPD' || nonTarget === 'iUPD'
        ? 'iUPD'
        : isNe
          ? isHeld
            ? 'iUPD'
            : 'NE'
          : isHeld && !isBetter
            ? 'iUPD'
            : 'as without an open iUPD: the bar is reset';
    expect(answer).toBe(hasEvidence ? withEvidence : withoutEvidence);
  }
  expect(lines.size).toBe(responseInRun.lines.length);
});
