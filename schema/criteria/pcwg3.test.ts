import { describe, expect, test } from 'vitest';
import type { ChosenSettings, Subject } from './case.ts';
import { dayAfterBaseline, type Story } from './example-case.ts';
import { prostateCase, type ProstateStory } from './example-prostate-case.ts';
import { assess, bestResponse, getCriterion } from './index.ts';

function judge(
  story: ProstateStory,
  options: {
    readonly days?: readonly number[];
    readonly settings?: ChosenSettings;
    readonly subject?: Subject;
    readonly notEvaluable?: readonly number[];
  } = {},
) {
  return assess(prostateCase('pcwg3', story, options));
}

/** Soft tissue words of lesions alone. */
function softOf(lesions: Story, options: Parameters<typeof judge>[1] = {}) {
  return judge({ lesions }, options).timepoints.map(({ softTissue }) => softTissue);
}

/** Overall words of a story. */
function overallOf(story: ProstateStory, options: Parameters<typeof judge>[1] = {}) {
  return judge(story, options).timepoints.map(({ overall }) => overall);
}

describe('worked examples of the rulebook', () => {
  test('1: 2 new on the first bone scan and 2 more: PDu, PD, dated the first scan', () => {
    expect(judge({ bone: [0, 2, 2] })).toMatchObject({
      timepoints: [{ bone: 'PDu' }, { bone: 'PD', overall: 'PD' }],
      progressionDate: dayAfterBaseline(56),
      best: 'PD',
    });
  });
  test('2: 3 new and then 1: flare', () => {
    expect(judge({ bone: [0, 3, 1] })).toMatchObject({
      timepoints: [{ bone: 'PDu' }, { bone: 'NON-PD' }],
      progressionDate: null,
    });
  });
  test('3: none, then 2 new, then all persist: PDu, PD, dated the scan of the two', () => {
    expect(judge({ bone: [0, 0, 2, 0] })).toMatchObject({
      timepoints: [{ bone: 'NON-PD' }, { bone: 'PDu' }, { bone: 'PD' }],
      boneProgressionDate: dayAfterBaseline(112),
      progressionDate: dayAfterBaseline(112),
    });
  });
  test('4: 1, 1, 1, 0 new: PDu with the second since the reference, then PD', () => {
    expect(judge({ bone: [0, 1, 1, 1, 0] })).toMatchObject({
      timepoints: [{ bone: 'NON-PD' }, { bone: 'NON-PD' }, { bone: 'PDu' }, { bone: 'PD' }],
      progressionDate: dayAfterBaseline(168),
    });
  });
  test('5: PSA', () => {
    expect(judge({ psa: [20, 10, 8, 10, 10.1] }, { days: [0, 28, 49, 112, 140] })).toMatchObject({
      psaResponse: true,
      psaResponseDate: dayAfterBaseline(28),
      psaProgressionDate: dayAfterBaseline(112),
    });
  });
});

describe('soft tissue', () => {
  test('leaves out lesions of bone, whatever their role', () => {
    expect(
      judge({ lesions: { T01: [50, 50], T02bone: [30, 90], NTbone: ['present', 'progressed'] } }).timepoints,
    ).toMatchObject([{ sum: 50, target: 'SD', nonTarget: null, softTissue: 'SD' }]);
    expect(judge({ lesions: { T01: [50, 50], NEWbone: [null, 'present'] } }).timepoints).toMatchObject([
      { newLesion: false, softTissue: 'SD', overall: 'SD' },
    ]);
  });
  test('a target merged into bone is not evaluable', () => {
    expect(softOf({ T01: [50, { mergedInto: 'T02bone' }], T02bone: [30, 30] })).toEqual(['NE']);
  });
  test('progresses at exactly 20 % and 5 mm above the nadir, not at 4.9 mm', () => {
    expect(softOf({ T01: [25, 30] })).toEqual(['PD']);
    expect(softOf({ T01: [24.5, 29.4] })).toEqual(['SD']);
    expect(softOf({ T01: [50, 59.9] })).toEqual(['SD']);
  });
  test('responds at exactly 30 % below the baseline', () => {
    expect(softOf({ T01: [50, 35, 35.1] })).toEqual(['PR', 'SD']);
  });
  test('is progression at the first assessment without confirmation', () => {
    expect(judge({ lesions: { T01: [50, 60, 50] } })).toMatchObject({
      timepoints: [{ softTissue: 'PD' }, { softTissue: 'SD' }],
      softTissueProgressionDate: dayAfterBaseline(56),
    });
  });
  test('with confirmation, where the charter asks for it, is PDu until then', () => {
    const settings = { confirmFirstSoftTissuePd: true };
    expect(softOf({ T01: [50, 60, 50] }, { settings })).toEqual(['PDu', 'SD']);
    expect(softOf({ T01: [50, 60, 60] }, { settings })).toEqual(['PD', 'PD']);
  });
  test('a lesion that returns after complete response of soft tissue is progression, though bone kept it from CR', () => {
    const { timepoints } = judge({ lesions: { T01: [50, 0, 4] }, bone: [2, 0, 0] });
    expect(timepoints).toMatchObject([
      { softTissue: 'CR', overall: 'PR' },
      { softTissue: 'PD', target: 'PD' },
    ]);
    expect(softOf({ T01: [50, 0, 4] }, { settings: { reappearanceAfterCr: 'none' } })).toEqual(['CR', 'PR']);
  });
  test('progression by a lesion suspected before is dated back', () => {
    const lesions: Story = { T01: [50, 50, 50, 50], NEW01: [null, 'equivocal', 'not-evaluable', 'present'] };
    expect(judge({ lesions }).softTissueProgressionDate).toBe(dayAfterBaseline(56));
  });
  test('keeps a response of the targets where the charter says so', () => {
    const settings = { sustainPr: true, confirmation: false };
    expect(softOf({ T01: [50, 30, 35.9] }, { settings })).toEqual(['PR', 'PR']);
  });
});

describe('a new node', () => {
  const words = (...sizes: readonly (number | null)[]) => {
    const lesions: Story = { T01: [50, 50, 50], NEWnode: sizes };
    return judge({ lesions }).timepoints.map(({ newLesion }) => newLesion);
  };
  test('without an earlier size is a new lesion at 10 mm, not at 9.9', () => {
    expect(words(null, 10)).toEqual([true, false]);
    expect(words(null, 9.9)).toEqual([false, false]);
  });
  test('with an earlier size is a new lesion once exactly 5 mm larger, not 4.9', () => {
    expect(words(8, 13)).toEqual([true, false]);
    expect(words(8, 12.9)).toEqual([false, false]);
  });
  test('is measured from the smallest of its earlier sizes', () => {
    expect(words(9, 7, 12)).toEqual([false, true]);
    expect(words(12, 12, 16.9)).toEqual([false, false]);
  });
  test('is measured from a size whatever state stands beside it', () => {
    const lesions: Story = { T01: [50, 50], NEWnode: [{ state: 'equivocal', shortAxis: 8 }, 12.9] };
    expect(judge({ lesions }).timepoints[0]?.newLesion).toBe(false);
  });
  test('is not measured from a size that another lesion bears', () => {
    const lesions: Story = { T01: [50, 50], NEWnode: [{ mergedInto: 'T01', shortAxis: 8 }, 12.9] };
    expect(judge({ lesions }).timepoints[0]?.newLesion).toBe(true);
  });
  test('that has grown too little is named in the trace', () => {
    const { timepoints } = judge({ lesions: { T01: [50, 50], NEWnode: [9, 12] } });
    expect(timepoints[0]?.trace).toContainEqual({
      step: 'new-lesion',
      rule: 'NEWnode: short axis 12 mm, 3 mm above the smallest before (9 mm): no new lesion. At least 5 mm above.',
      source: 'Scher 2016 (PCWG3), soft tissue',
    });
  });
  test('that has grown too little dates no progression back', () => {
    // NEWnode is suspected, then too small a growth; NEW01 alone is the progression.
    const lesions: Story = {
      T01: [50, 50, 50],
      NEWnode: [9, 'equivocal', 12],
      NEW01: [null, null, 'present'],
    };
    expect(judge({ lesions }).softTissueProgressionDate).toBe(dayAfterBaseline(112));
  });
  test('given by its longest diameter is any new lesion', () => {
    const lesions: Story = { T01: [50, 50], NEWnode: [{ longestDiameter: 8 }, { longestDiameter: 8 }] };
    expect(judge({ lesions }).timepoints[0]?.newLesion).toBe(true);
  });
});

describe('the overall response', () => {
  test('is progression by soft tissue or by bone', () => {
    expect(overallOf({ lesions: { T01: [50, 60] }, bone: [0, 0] })).toEqual(['PD']);
    expect(overallOf({ lesions: { T01: [50, 50, 50] }, bone: [0, 2, 2] })).toEqual(['SD', 'PD']);
  });
  test('is complete without bone disease at baseline, also where a scan is missing', () => {
    expect(overallOf({ lesions: { T01: [50, 0] } })).toEqual(['CR']);
    expect(overallOf({ lesions: { T01: [50, 0] }, bone: [0, null] })).toEqual(['CR']);
  });
  test('is partial with bone disease at baseline or unconfirmed bone progression', () => {
    expect(overallOf({ lesions: { T01: [50, 0] }, bone: [1, 0] })).toEqual(['PR']);
    expect(overallOf({ lesions: { T01: [50, 0], NTbone: ['present', null] } })).toEqual(['PR']);
    expect(overallOf({ lesions: { T01: [50, 0] }, bone: [0, 2] })).toEqual(['PR']);
  });
  test('without soft tissue targets is then NON-CR/NON-PD', () => {
    expect(overallOf({ lesions: { NT01: ['present', 'absent'] }, bone: [1, 0] })).toEqual(['NON-CR/NON-PD']);
    expect(overallOf({ lesions: { NT01: ['present', 'absent'] }, bone: [0, 0] })).toEqual(['CR']);
  });
  test('of bone alone is NON-CR/NON-PD where it was scanned and NE where not', () => {
    expect(overallOf({ bone: [1, 0, null] })).toEqual(['NON-CR/NON-PD', 'NE']);
  });
  test('without any disease is NED; with a scan missing NE; with unconfirmed bone NON-CR/NON-PD', () => {
    expect(overallOf({ psa: [3, 3] })).toEqual(['NED']);
    expect(overallOf({ bone: [0, 0, null, 2] })).toEqual(['NED', 'NE', 'NON-CR/NON-PD']);
  });
  test('is NE where nothing could be evaluated', () => {
    expect(overallOf({ psa: [3, 3] }, { notEvaluable: [1] })).toEqual(['NE']);
  });
  test('a new bone lesion alone is no disease at baseline', () => {
    expect(overallOf({ lesions: { T01: [50, 0], NEWbone: [null, 'present'] } })).toEqual(['CR']);
  });
});

describe('radiographic progression', () => {
  const story = { lesions: { T01: [50, 50, 60, 60] }, bone: [0, 0, 2, 0] };
  test('is the earlier of soft tissue and bone', () => {
    expect(judge(story)).toMatchObject({
      softTissueProgressionDate: dayAfterBaseline(112),
      boneProgressionDate: dayAfterBaseline(112),
      progressionDate: dayAfterBaseline(112),
    });
    expect(judge({ ...story, bone: [0, 2, 2] })).toMatchObject({
      softTissueProgressionDate: dayAfterBaseline(112),
      boneProgressionDate: dayAfterBaseline(56),
      progressionDate: dayAfterBaseline(56),
    });
    expect(judge({ ...story, lesions: { T01: [50, 60, 60] } })).toMatchObject({
      softTissueProgressionDate: dayAfterBaseline(56),
      boneProgressionDate: dayAfterBaseline(112),
      progressionDate: dayAfterBaseline(56),
    });
  });
  test('is none where neither has progressed, whatever PSA and death', () => {
    const subject = { deathDate: dayAfterBaseline(60) };
    const result = judge({ lesions: { T01: [50, 50, 50] }, psa: [10, 5, 20] }, { subject });
    expect(result).toMatchObject({
      softTissueProgressionDate: null,
      boneProgressionDate: null,
      progressionDate: null,
    });
  });
  test('says which part gave it', () => {
    expect(judge({ ...story, bone: [0, 2, 2] }).trace.map(({ rule }) => rule)).toContain(
      'The earlier of soft tissue (2025-04-28) and bone (2025-03-03): radiographic progression on 2025-03-03.',
    );
  });
});

describe('the best response', () => {
  test('counts the rows before the date of progression, also where bone dates it back', () => {
    // PR at W8 is confirmed at W16, but bone progression is dated W8: no row is left.
    expect(judge({ lesions: { T01: [50, 30, 30] }, bone: [0, 2, 2] })).toMatchObject({
      best: 'PD',
      progressionDate: dayAfterBaseline(56),
    });
  });
  test('needs confirmation, unless the charter says otherwise', () => {
    expect(judge({ lesions: { T01: [50, 0] } }).best).toBe('SD');
    expect(judge({ lesions: { T01: [50, 0] } }, { settings: { confirmation: false } }).best).toBe('CR');
  });
  test('of NED and a suspicion on a bone scan is the word of the first that lasts', () => {
    expect(judge({ bone: [0, 0, 2, { newLesions: 0, persistent: 0 }] })).toMatchObject({
      timepoints: [{ overall: 'NED' }, { overall: 'NON-CR/NON-PD' }, { overall: 'NED' }],
      best: 'NED',
    });
    expect(judge({ bone: [0, 2, 0] }).best).toBe('NON-CR/NON-PD');
  });
  test('of bone alone is NON-CR/NON-PD', () => expect(judge({ bone: [1, 0] }).best).toBe('NON-CR/NON-PD'));
  test('again from its own result is the same', () => {
    const example = prostateCase('pcwg3', { lesions: { T01: [50, 30, 30] }, bone: [1, 0, 0] });
    const result = assess(example);
    expect(bestResponse('pcwg3', result, {}, example.subject)).toMatchObject({
      best: 'PR',
      bestDate: result.bestDate,
    });
  });
});

test('the criterion tells what it asks, what it answers, and its tables', () => {
  const { inputs, components, tables, lesionRules } = getCriterion('pcwg3');
  expect(inputs.timepoint).toEqual(['boneScan', 'psa']);
  expect(components.timepoint.map(({ key }) => key)).toEqual(['softTissue', 'bone']);
  expect(tables.map(({ rows }) => rows.length)).toEqual([7, 5, 13, 4, 13, 17, 4, 3, 5, 5]);
  expect(tables[0]?.rows[2]?.[0]).toBe('the sum is at least 20 % and at least 5 mm above the nadir');
  expect(lesionRules).toMatchObject({ maxTargets: null, maxTargetsPerOrgan: 5 });
});
