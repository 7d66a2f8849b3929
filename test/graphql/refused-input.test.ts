import { submitReads } from '@readout/graphql/read/submit-reads.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { withDatabase } from '../postgres.ts';
import { ask } from './ask.ts';
import { readInputOf } from './read-input.ts';
import { openReadTrial, readOf, type ReadTrial } from './read-trial.ts';

const db = withDatabase();
let trial: ReadTrial;
beforeAll(async () => {
  trial = await openReadTrial(db);
  await trial.as('reader1', (tx) =>
    submitReads(tx, { trialId: trial.trialId, reads: [readOf(trial, 'READER_1', 'BL', 50)] }),
  );
});

const submit = (more: object, finding: object) =>
  ask(
    db.database,
    { userId: 'reader1' },
    'mutation ($input: SubmitReadInput!) { submitRead(input: $input) { id } }',
    { input: readInputOf(trial, 'W6', more, finding) },
  );

describe('A read is refused in a sentence with field, value and what is wanted', () => {
  test.each([
    [
      { corticosteroidMgPerDay: -1 },
      {},
      'corticosteroidMgPerDay is -1 mg a day, but must be at least 0 mg a day.',
    ],
    [{ deauville: '7' }, {}, 'deauville is "7", which is none of 1, 2, 3, 4, 5, not-evaluated.'],
    [
      { clinicalStatus: 'better' },
      {},
      'clinicalStatus is "better", which is none of improved, stable, worse, not-evaluated.',
    ],
    [
      { t2flair: 'worse' },
      {},
      't2flair is "worse", which is none of decreased, stable, increased, not-evaluated.',
    ],
    [
      { boneMarrow: 'yes' },
      {},
      'boneMarrow is "yes", which is none of involved, not-involved, indeterminate, not-evaluated.',
    ],
    [
      { fdg: 'none' },
      {},
      'fdg is "none", which is none of decreased, unchanged, increased, negative, not-evaluated.',
    ],
    [{ psaNgPerMl: -0.1 }, {}, 'psaNgPerMl is -0.1 ng/mL, but must be at least 0 ng/mL.'],
    [{ spleenMm: -5 }, {}, 'spleenMm is -5 mm, but must be at least 0 mm.'],
    [{ boneScanNewLesions: -2 }, {}, 'boneScanNewLesions is -2 lesions, but must be at least 0 lesions.'],
    [
      { boneScanPersistentLesions: 1 },
      {},
      'boneScanPersistentLesions is 1 without boneScanNewLesions: a bone scan tells its new lesions too, 0 where there are none.',
    ],
    [
      {},
      { attenuationHu: 4000 },
      'findings[T01].attenuationHu is 4000 HU, but must be from -1024 to 3071 HU.',
    ],
    [{}, { sulPeak: -1 }, 'findings[T01].sulPeak is -1 g/mL, but must be at least 0 g/mL.'],
    [{}, { volumeMl: -1 }, 'findings[T01].volumeMl is -1 mL, but must be at least 0 mL.'],
    [
      {},
      { change: 'grown' },
      'findings[T01].change is "grown", which is none of increased, unchanged, decreased.',
    ],
    [{}, { shortAxisMm: -3 }, 'findings[T01].shortAxisMm is -3 mm, but must be at least 0 mm.'],
  ])('%j %j', async (more, finding, message) => {
    expect((await submit(more, finding)).errors).toEqual([{ code: 'BAD_INPUT', message }]);
  });
});

// The database holds the same, whoever writes.
test.each([
  `update read set deauville = '7'`,
  `update read set clinical_status = 'better'`,
  `update read set t2flair = 'x'`,
  `update read set bone_marrow = 'x'`,
  `update read set fdg = 'x'`,
  'update read set corticosteroid_mg_per_day = -1',
  `update read set corticosteroid_mg_per_day = 'NaN'`,
  `update read set psa_ng_per_ml = 'Infinity'`,
  'update read set spleen_mm = -1',
  'update read set bone_scan_new_lesions = -1',
  'update read set bone_scan_new_lesions = null, bone_scan_persistent_lesions = 1',
  'update finding set attenuation_hu = 4000',
  'update finding set sul_peak = -1',
  `update finding set volume_ml = 'NaN'`,
  `update finding set change = 'grown'`,
])('The database refuses: %s', async (statement) => {
  await expect(
    db.asOwner(async (tx) => {
      await tx.execute(statement);
    }),
  ).rejects.toMatchObject({ cause: { code: '23514' } });
});
