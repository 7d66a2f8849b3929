import { describe, expect, test } from 'vitest';
import { combinations } from './decision-table.ts';
import { TUMOUR_RESPONSES } from './glioma-target.ts';
import {
  confirmationOfProgression,
  mixedResponse,
  overallResponse,
  type OverallFacts,
  type ProgressionFinding,
} from './rano-2.0-overall.ts';
import { NON_TARGET_RESPONSES } from './term.ts';

describe('the table of mixed tumours, over every combination', () => {
  const words = [...TUMOUR_RESPONSES, null];

  test('is the same either way round', () => {
    for (const one of words)
      for (const other of words)
        expect(mixedResponse(one, other).answer).toBe(mixedResponse(other, one).answer);
  });
  test('is CR only where no part has more than CR, and PD exactly where a part has', () => {
    for (const one of words)
      for (const other of words) {
        const { answer } = mixedResponse(one, other);
        if (answer === 'CR') expect([one, other].every((word) => word === 'CR' || word === null)).toBe(true);
        expect(answer === 'PD').toBe(one === 'PD' || other === 'PD');
      }
  });
  test('leaves the word to the part that has targets', () => {
    for (const word of words) expect(mixedResponse(word, null).answer).toBe(word);
  });
});

describe('the table of confirmation, over every combination', () => {
  const all = combinations(confirmationOfProgression.domains).map((values) => {
    const [finding, isOpen, confirms, isNeeded, isNe] = values as [
      ProgressionFinding,
      boolean,
      boolean,
      boolean,
      boolean,
    ];
    const { answer } = confirmationOfProgression(finding, isOpen, confirms, isNeeded, isNe);
    return { finding, isOpen, confirms, isNeeded, isNe, answer };
  });

  test('there is progression, preliminary or not, exactly with a finding', () => {
    for (const { finding, answer } of all) expect(/^(PD|PPD)/.test(answer)).toBe(finding !== 'none');
  });
  test('a progression that needs confirmation is PD at once only out of the field', () => {
    for (const { finding, isOpen, isNeeded, answer } of all)
      if (answer === 'PD' && isNeeded && !isOpen) expect(finding).toBe('out of field');
  });
  test('while one is open, PD needs a scan that confirms it, or lies out of the field', () => {
    for (const { finding, isOpen, confirms, answer } of all)
      if (isOpen && answer.startsWith('PD')) expect(confirms || finding === 'out of field').toBe(true);
  });
  test('a date before the timepoint needs an open preliminary progression', () => {
    for (const { isOpen, answer } of all)
      if (answer === 'PD, dated at the preliminary PD') expect(isOpen).toBe(true);
  });
  test('only an evaluable timepoint without a finding closes one', () => {
    for (const { finding, isOpen, isNe, answer } of all)
      expect(answer === 'no progression, closes the preliminary PD').toBe(
        finding === 'none' && isOpen && !isNe,
      );
  });
});

describe('the overall table without a finding, over every combination', () => {
  const steroids = [
    { isOff: true, isNotAboveBaseline: true, isRaised: false },
    { isOff: false, isNotAboveBaseline: true, isRaised: false },
    { isOff: false, isNotAboveBaseline: false, isRaised: true },
    { isOff: false, isNotAboveBaseline: false, isRaised: false },
  ];
  const statuses = [
    { isGood: true, isWorse: false },
    { isGood: false, isWorse: false },
  ];
  const all = combinations([
    [...TUMOUR_RESPONSES, null],
    [...NON_TARGET_RESPONSES, null],
    [true, false],
    steroids,
    statuses,
    [...statuses, { isGood: false, isWorse: true }, null],
  ]).map((values) => {
    const [target, nonTarget, isNewTumourSeen, dose, clinical, t2flair] = values as [
      OverallFacts['target'],
      OverallFacts['nonTarget'],
      boolean,
      (typeof steroids)[number],
      (typeof statuses)[number],
      (typeof statuses)[number] | null,
    ];
    const facts: OverallFacts = {
      target,
      nonTarget,
      isNewTumourSeen,
      steroids: { ...dose, text: '' },
      clinical: { ...clinical, text: '' },
      t2flair: t2flair === null ? null : { ...t2flair, text: '' },
    };
    return { facts, ...overallResponse(facts) };
  });
  const having = (...words: string[]) =>
    all.filter(({ answer }) => words.includes(answer)).map(({ facts }) => facts);

  test('every line is reached', () => {
    expect(new Set(all.map(({ line }) => line.source)).size).toBe(overallResponse.lines.length);
  });
  test('CR means nothing left and nothing new, off corticosteroids', () => {
    const wrong = having('CR').filter(
      (f) =>
        f.target !== 'CR' ||
        (f.nonTarget !== 'CR' && f.nonTarget !== null) ||
        f.isNewTumourSeen ||
        !f.steroids.isOff,
    );
    expect(wrong).toEqual([]);
  });
  test('a response means a target that responded, at most the dose of baseline, everything good', () => {
    const wrong = having('CR', 'PR', 'MR').filter(
      (f) =>
        !['CR', 'PR', 'MR'].includes(f.target ?? '') ||
        !f.steroids.isNotAboveBaseline ||
        !f.clinical.isGood ||
        f.t2flair?.isGood === false,
    );
    expect(wrong).toEqual([]);
  });
  test('MR comes of target MR alone, and gives nothing better', () => {
    for (const { facts, answer } of all)
      if (answer === 'MR' || facts.target === 'MR')
        expect([answer === 'MR' && facts.target !== 'MR', ['CR', 'PR'].includes(answer)]).toEqual([
          false,
          false,
        ]);
  });
  test('SD is never on a raised dose', () => {
    expect(having('SD').filter((f) => f.steroids.isRaised)).toEqual([]);
  });
});
