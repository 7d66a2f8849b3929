import { describe, expect, test } from 'vitest';
import { exampleCase } from './example-case.ts';
import { CRITERIA_IDS, assess, listSettingFaults, readCase } from './index.ts';

const GOOD = {
  ...exampleCase({ T01: [30, 20], T02: [20, 20], NEW01: [null, 'equivocal'] }),
  expect: { best: 'PR' },
  note: 'a remark',
};
const [BL, W8] = GOOD.timepoints;

function faultOf(change: object): string {
  const reading = readCase({ ...GOOD, ...change });
  return 'fault' in reading ? reading.fault : 'none';
}

/** The fault of a case whose first finding after baseline is changed. */
function faultOfFinding(finding: object): string {
  return faultOf({ timepoints: [BL, { ...W8, findings: [{ lesion: 'T01', ...finding }] }] });
}

test('a case that fits is read and judged', () => {
  const reading = readCase(JSON.parse(JSON.stringify(GOOD)));
  if ('fault' in reading) throw new Error(reading.fault);
  expect(assess(reading.subjectCase).best).toBe('SD');
});

test('null counts as left out', () => {
  expect(faultOf({ subject: { newTherapyDate: null }, settings: null })).toBe('none');
});

describe('what does not fit is refused with its key', () => {
  test.each([
    ['no object', 3, 'A case must be an object, but is 3'],
    ['a list', [], 'A case must be an object, but is []'],
  ])('%s', (_, value, fault) => expect(readCase(value)).toEqual({ fault }));

  test.each<[string, object, string]>([
    ['no name', { name: undefined }, 'name must be a text, but is missing'],
    [
      'unknown criteria',
      { criteria: 'xyz' },
      `criteria "xyz" are not supported. Those are: ${CRITERIA_IDS.join(', ')}`,
    ],
    [
      'misspelt criteria',
      { criteria: 'RECIST 1.1' },
      `criteria "RECIST 1.1" are not supported; did you mean recist-1.1? Those are: ${CRITERIA_IDS.join(', ')}`,
    ],
    [
      'criteria without their year',
      { criteria: 'lugano' },
      `criteria "lugano" are not supported; did you mean lugano-2014? Those are: ${CRITERIA_IDS.join(', ')}`,
    ],
    [
      'settings in a list',
      { settings: ['confirmation'] },
      'settings must be an object, but is ["confirmation"]',
    ],
    ['a misspelt key', { timepoint: [] }, 'timepoint is not a key of this format; did you mean timepoints?'],
    [
      'a misspelt setting',
      { settings: { confirmaton: true } },
      'settings.confirmaton is not a setting of these criteria; did you mean confirmation?',
    ],
    [
      'a setting of another type',
      { settings: { confirmation: 'yes' } },
      'settings.confirmation must be true or false',
    ],
    [
      'a setting out of range',
      { settings: { prPercent: 130 } },
      'settings.prPercent must be a number from 0 to 100 (%)',
    ],
    [
      'half a day',
      { settings: { confirmationDays: 28.5 } },
      'settings.confirmationDays must be a whole number of at least 0 (days)',
    ],
    ['an unknown choice', { settings: { afterPd: 'stop' } }, 'settings.afterPd must be assess or carry'],
    [
      'a date that is none',
      { subject: { newTherapyDate: '2025-02-30' } },
      'subject.newTherapyDate must be a date written YYYY-MM-DD, but is "2025-02-30"',
    ],
    [
      'a lesion given twice',
      { lesions: [...GOOD.lesions, GOOD.lesions[0]] },
      'lesions[3].id T01 is given twice',
    ],
    [
      'an unknown role',
      { lesions: [{ id: 'T01', role: 'index' }] },
      'lesions[0].role must be one of target, non-target, new, but is "index"',
    ],
    [
      'a fragment of nothing',
      { lesions: [...GOOD.lesions, { id: 'T03', role: 'target', splitFrom: 'T9' }] },
      'lesions[3].splitFrom T9 is no target of this case',
    ],
    [
      'a fragment of itself',
      { lesions: [...GOOD.lesions, { id: 'T03', role: 'target', splitFrom: 'T03' }] },
      'lesions[3].splitFrom names T03 itself',
    ],
    [
      'a fragment of its own fragment',
      {
        lesions: [
          ...GOOD.lesions,
          { id: 'T03', role: 'target', splitFrom: 'T05' },
          { id: 'T04', role: 'target', splitFrom: 'T03' },
          { id: 'T05', role: 'target', splitFrom: 'T04' },
        ],
      },
      'lesions[3].splitFrom T05 leads back to T03: a lesion is no fragment of its own fragment',
    ],
    [
      'a fragment that is no target',
      { lesions: [...GOOD.lesions, { id: 'NT01', role: 'non-target', splitFrom: 'T01' }] },
      'lesions[3].splitFrom is for a target, but NT01 is non-target',
    ],
    ['no timepoint', { timepoints: [] }, 'timepoints must begin with the baseline, but is empty'],
    [
      'dates out of order',
      { timepoints: [W8, BL] },
      'timepoints[1].date 2025-01-06 is out of order: W8 before it is of 2025-03-03',
    ],
    [
      'two baselines',
      { timepoints: [BL, { ...W8, date: BL?.date }] },
      'timepoints[1].date 2025-01-06 is that of the baseline, and a case has one baseline',
    ],
    [
      'a timepoint given twice',
      { timepoints: [BL, { ...W8, id: 'BL' }] },
      'timepoints[1].id BL is given twice',
    ],
    ['no findings', { timepoints: [{ id: 'BL', date: '2025-01-06' }] }, 'timepoints[0].findings is missing'],
    [
      'an impossible score',
      { timepoints: [{ ...BL, deauville: 6 }] },
      'timepoints[0].deauville must be one of 1, 2, 3, 4, 5, not-evaluated, but is 6',
    ],
    [
      'a bone scan without its new lesions',
      { timepoints: [{ ...BL, boneScan: { persistent: 1 } }] },
      'timepoints[0].boneScan.newLesions is missing',
    ],
    [
      'fewer than no lesion on a bone scan',
      { timepoints: [{ ...BL, boneScan: { newLesions: 0, persistent: -1 } }] },
      'timepoints[0].boneScan.persistent must not be negative, but is -1',
    ],
    [
      'a negative PSA',
      { timepoints: [{ ...BL, psa: -2 }] },
      'timepoints[0].psa must not be negative, but is -2',
    ],
    [
      'half a lesion on a bone scan',
      { timepoints: [{ ...BL, boneScan: { newLesions: 1.5 } }] },
      'timepoints[0].boneScan.newLesions must be a whole number, but is 1.5',
    ],
  ])('%s', (_, change, fault) => expect(faultOf(change)).toBe(fault));

  test.each<[string, object, string]>([
    ['an unknown lesion', { lesion: 'T7' }, 'timepoints[1].findings[0].lesion T7 is no lesion of this case'],
    [
      'a negative size',
      { longestDiameter: -1 },
      'timepoints[1].findings[0].longestDiameter must not be negative, but is -1',
    ],
    [
      'a size beyond all numbers',
      { longestDiameter: Infinity },
      'timepoints[1].findings[0].longestDiameter must be a number, but is Infinity',
    ],
    [
      'a size that is a text',
      { longestDiameter: '12' },
      'timepoints[1].findings[0].longestDiameter must be a number, but is "12"',
    ],
    [
      'an unknown state',
      { state: 'gone' },
      'timepoints[1].findings[0].state must be one of measured, present, absent, too-small, progressed, not-evaluable, equivocal, but is "gone"',
    ],
    [
      'a misspelt size',
      { longestDiamter: 12 },
      'timepoints[1].findings[0].longestDiamter is not a key of this format; did you mean longestDiameter?',
    ],
    ['a merge into itself', { mergedInto: 'T01' }, 'timepoints[1].findings[0].mergedInto names T01 itself'],
    [
      'a merge into nothing',
      { mergedInto: 'T9' },
      'timepoints[1].findings[0].mergedInto T9 is no lesion of this case',
    ],
  ])('%s in a finding', (_, finding, fault) => expect(faultOfFinding(finding)).toBe(fault));

  test('two findings of one lesion at a timepoint', () => {
    const findings = [{ lesion: 'T01' }, { lesion: 'T01' }];
    expect(faultOf({ timepoints: [BL, { ...W8, findings }] })).toBe(
      'timepoints[1].findings[1].lesion T01 has a finding already at W8',
    );
  });
});

describe('settings', () => {
  test('that can be used have no fault, and every fault is listed', () => {
    expect(listSettingFaults('recist-1.1', { prPercent: 50, minSdReference: 'treatmentStart' })).toEqual([]);
    expect(
      listSettingFaults('recist-1.1', { prPercent: -1, toString: 1 }).map(({ setting }) => setting),
    ).toEqual(['prPercent', 'toString']);
  });

  test('that cannot be used are never judged by', () => {
    expect(() => assess(exampleCase({}, { settings: { confirmaton: true } }))).toThrow(
      'settings.confirmaton',
    );
  });
});

test('a fragment may have fragments', () => {
  const fragments = [
    { id: 'T03', role: 'target', splitFrom: 'T01' },
    { id: 'T04', role: 'target', splitFrom: 'T03' },
  ];
  expect(faultOf({ lesions: [...GOOD.lesions, ...fragments] })).toBe('none');
});

test('more lesions said to persist on a bone scan than were new are no fault: they stand for all of them', () => {
  const boneScan = { newLesions: 0, persistent: 9 };
  expect(faultOf({ criteria: 'pcwg3', timepoints: [BL, { ...W8, boneScan }] })).toBe('none');
});

test('criteria we do not support are never judged by', () => {
  expect(() => assess({ ...exampleCase({}), criteria: 'toString' })).toThrow('not supported');
});
