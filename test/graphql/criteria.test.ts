import { CRITERIA, CRITERIA_IDS, MEANING_OF_WORD } from '@readout/criteria';
import { expect, test } from 'vitest';
import { withDatabase } from '../postgres.ts';
import { ask } from './ask.ts';

const db = withDatabase();
const QUERY = `query ($id: String) { criteria(id: $id) {
  id name citation burdenName burdenUnit words citations { text doi }
  bestWords { word meaning isResponse isDiseaseControl isProgression } timepointWords { word meaning } targetWords { word meaning } nonTargetWords { word meaning }
  lesionRules { maxTargets maxTargetsPerOrgan neverMeasurable source sizes { kind size leastMm sliceThicknessMultiple source } }
  settings { name type meaning unit default choices min max isWhole isNullable }
  inputs { subject lesion read finding } timepointComponents { key name unit } resultComponents { key name unit }
  tables { title source columns rows } } }`;

interface Told {
  readonly id: string;
  readonly citations: readonly { readonly doi: string }[];
  readonly bestWords: readonly { readonly word: string; readonly meaning: string | null }[];
  readonly timepointWords: readonly { readonly word: string; readonly meaning: string | null }[];
  readonly settings: readonly { readonly name: string }[];
  readonly tables: readonly {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly string[])[];
  }[];
}

test('every criteria is told whole: words with a meaning, settings, and tables whose rows fill their columns', async () => {
  const { data, errors } = await ask(db.database, { userId: 'readout' }, QUERY);
  expect(errors).toEqual([]);
  const told = data?.['criteria'] as readonly Told[];
  expect(told.map(({ id }) => id)).toEqual(CRITERIA_IDS);
  for (const { id, citations, bestWords, timepointWords, settings, tables } of told) {
    expect([id, citations.map(({ doi }) => doi).filter((doi) => !doi.startsWith('10.'))]).toEqual([id, []]);
    expect([id, [...bestWords, ...timepointWords].filter(({ meaning }) => meaning === null)]).toEqual([
      id,
      [],
    ]);
    expect(settings.length).toBe(Object.keys(CRITERIA[id as keyof typeof CRITERIA].settings).length);
    expect(tables.length).toBeGreaterThan(0);
    for (const { columns, rows } of tables)
      expect(rows.filter((row) => row.length !== columns.length)).toEqual([]);
  }
});

test('one criteria is told by its id, and names what it asks as our fields', async () => {
  const { data } = await ask(db.database, { userId: 'readout' }, QUERY, { id: 'recist-1.1' });
  expect(data).toMatchObject({
    criteria: [
      {
        name: 'RECIST 1.1',
        inputs: {
          subject: ['course.firstDoseOn', 'course.newTherapyOn'],
          lesion: ['splitFrom'],
          read: [],
          finding: ['longestDiameterMm', 'shortAxisMm', 'mergedInto'],
        },
        bestWords: expect.arrayContaining([
          { word: 'PR', meaning: 'PARTIAL', isResponse: true, isDiseaseControl: true, isProgression: false },
        ]),
        settings: expect.arrayContaining([
          expect.objectContaining({
            name: 'prPercent',
            type: 'NUMBER',
            unit: '%',
            default: 30,
            min: 0,
            max: 100,
          }),
          expect.objectContaining({
            name: 'afterPd',
            type: 'CHOICE',
            default: 'assess',
            choices: ['assess', 'carry'],
          }),
        ]),
      },
    ],
  });
});

test('every meaning of a word has its name in the graph', async () => {
  const { data } = await ask(
    db.database,
    { userId: 'readout' },
    '{ __type(name: "ResponseMeaning") { enumValues { name } } }',
  );
  const { enumValues } = data?.['__type'] as { readonly enumValues: readonly { readonly name: string }[] };
  const names = new Set(enumValues.map(({ name }) => name));
  const missing = Object.values(MEANING_OF_WORD).filter(
    (meaning) => !names.has(meaning.toUpperCase().replaceAll('-', '_')),
  );
  expect(missing).toEqual([]);
});
