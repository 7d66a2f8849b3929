import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { buildDefine, type CountedDataset } from '@readout/sdtm/build-define.ts';
import { openConformance } from '@readout/sdtm/conformance/conformance.ts';
import {
  EXAMPLE_DEFINITIONS,
  EXAMPLE_ROWS,
  EXAMPLE_TRIAL_ROWS,
} from '@readout/sdtm/conformance/example-subject.ts';
import { EXAMPLE_TRIAL } from '@readout/sdtm/example-dataset.ts';
import { datasetOf, openProfile } from '@readout/sdtm/profile.ts';
import { expect, test, vi } from 'vitest';
import { printReviewersGuide, type GuideContent } from './reviewers-guide.ts';

function guide(): GuideContent {
  const rows = { ...EXAMPLE_ROWS, ...EXAMPLE_TRIAL_ROWS };
  const counted = EXAMPLE_DEFINITIONS.map((definition): CountedDataset => {
    const profile = openProfile(definition);
    for (const row of rows[definition.name] ?? []) profile.count(row);
    return { dataset: datasetOf(definition, profile), profile };
  });
  const model = buildDefine(EXAMPLE_TRIAL, counted, {
    at: EXAMPLE_TRIAL.cut.at,
    originator: 'Core lab',
    system: { name: 'Readout', version: '1' },
    engineVersion: '2.0.0',
    fileOf: (dataset) => `${dataset.toLowerCase()}.xpt`,
  });
  const conformance = openConformance(EXAMPLE_TRIAL, EXAMPLE_DEFINITIONS, EXAMPLE_TRIAL_ROWS);
  conformance.checkTrial(counted, model);
  return {
    trial: EXAMPLE_TRIAL,
    models: [model],
    conformance: conformance.report(),
    accepted: [{ rule: 'SUMMARY_PARAMETER_MISSING', reason: 'The sponsor adds them.', by: 'L. Brandt' }],
    notCarried: [{ what: 'Drawings on images', why: 'SDTM has no place for them.' }],
    knownDifferences: ['mRECIST: a node of 20 mm counts.'],
    remarks: [],
    formats: ['SAS XPORT version 5'],
    versions: [{ name: 'Readout', version: '1' }],
    checkpoint: { entries: 4711, root: 'abc' },
  };
}

const print = (content: GuideContent) => buffer(printReviewersGuide(content));

test('the same content gives the same bytes, whenever it is printed', async () => {
  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  const first = await print(guide());
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-05-06T07:08:09Z') });
  const later = await print(guide()).finally(() => vi.useRealTimers());
  expect(hash(later)).toBe(hash(first));
  expect(first.toString('latin1')).toContain('(D:20240701100000Z)');
});

test('another cut gives other bytes', async () => {
  const content = guide();
  const later = { ...content, trial: { ...EXAMPLE_TRIAL, cut: { ...EXAMPLE_TRIAL.cut, entryNumber: 4712 } } };
  expect((await print(later)).equals(await print(content))).toBe(false);
});
