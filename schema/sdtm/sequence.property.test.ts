import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FINDING_STATES } from '@readout/criteria';
import { SDTM_DATASETS } from './definition.ts';
import type { LesionContent, ReviewContent, SubjectContent } from './content.ts';
import type { DatasetRow } from './dataset.ts';
import {
  exampleFinding,
  exampleLesion,
  exampleRead,
  exampleResponse,
  exampleReview,
  exampleSubject,
  exampleTimepoint,
  exampleTrial,
} from './example-content.ts';
import { mapSubject } from './map-subject.ts';

const EVALUATORS = ['INVESTIGATOR', 'READER_1', 'READER_2', 'ADJUDICATOR', 'ALGORITHM'] as const;
const CODES = ['BL', 'W6', 'X1', 'W12'] as const;
const size = fc.option(fc.double({ min: 0, max: 200, noNaN: true }), { nil: null });
const lesions: readonly LesionContent[] = [
  exampleLesion('T01'),
  exampleLesion('T02', { kind: 'nodal', organ: 'Lymph node' }),
  exampleLesion('NT01', { role: 'non-target' }),
  exampleLesion('NEW01', { role: 'new', timepointCode: 'W6' }),
];
const anyFinding = (code: string) =>
  fc
    .record({
      state: fc.constantFrom(...FINDING_STATES),
      longestDiameterMm: size,
      shortAxisMm: size,
      perpendicularMm: size,
      mergedIntoCode: fc.constantFrom(null, 'T02'),
    })
    .map((changes) => exampleFinding(code, changes));
const word = fc.constantFrom(null, 'CR', 'PD', 'NE');
const anyResponse = fc
  .record({ stated: word, derived: word, sum: size, isNew: fc.constantFrom(null, true, false) })
  .map(({ stated, derived, sum, isNew }) =>
    exampleResponse(
      'recist-1.1',
      { overall: stated, hasNewLesion: isNew },
      { overall: derived, target: derived, sum },
    ),
  );
const anyRead = (code: string) =>
  fc
    .record({
      isEvaluable: fc.boolean(),
      spleenMm: size,
      psaNgPerMl: size,
      findings: fc.tuple(...lesions.map((lesion) => fc.option(anyFinding(lesion.code), { nil: null }))),
      responses: fc.array(anyResponse, { maxLength: 1 }),
    })
    .map(({ findings, ...changes }) =>
      exampleRead(code, { ...changes, findings: findings.filter((finding) => finding !== null) }),
    );
const anyReview = (evaluator: (typeof EVALUATORS)[number]): fc.Arbitrary<ReviewContent> =>
  fc
    .tuple(...CODES.map((code) => fc.option(anyRead(code), { nil: null })))
    .map((reads) => exampleReview({ evaluator, lesions, reads: reads.filter((read) => read !== null) }));
const anySubject: fc.Arbitrary<SubjectContent> = fc
  .tuple(...EVALUATORS.map((evaluator) => fc.option(anyReview(evaluator), { nil: null })))
  .map((reviews) =>
    exampleSubject({
      timepoints: [
        exampleTimepoint('BL', '2024-01-25', { isBaseline: true }),
        exampleTimepoint('W6', '2024-03-14'),
        exampleTimepoint('X1', '2024-03-14', { scheduleCode: null, isScheduled: false }),
        exampleTimepoint('W12', '2024-04-25'),
      ],
      reviews: reviews.filter((review) => review !== null),
    }),
  );

const keyOf = (keys: readonly string[], row: DatasetRow) =>
  JSON.stringify(keys.map((key) => row[key] ?? null));
const definitions = SDTM_DATASETS.filter(({ isReference, name }) => !isReference && name !== 'RELREC');

test('keys tell rows apart, every row has a number of its own, and every supplement its parent', () => {
  fc.assert(
    fc.property(anySubject, (subject) => {
      const { rows } = mapSubject(exampleTrial(), subject);
      for (const { name, domain, keys, variables } of definitions) {
        const own = rows[name] ?? [];
        expect(new Set(own.map((row) => keyOf(keys, row))).size).toBe(own.length);
        const number = `${domain}SEQ`;
        if (name === domain && variables.some((variable) => variable.name === number)) {
          expect(new Set(own.map((row) => row[number])).size).toBe(own.length);
        }
        if (name === domain) continue;
        const parents = new Set(rows[domain]?.map((row) => String(row[number])));
        const orphans = own.filter((row) => row['IDVAR'] === number && !parents.has(String(row['IDVARVAL'])));
        expect(orphans).toEqual([]);
      }
    }),
    { numRuns: 25, seed: 5 },
  );
});

test('a row keeps its number from export to export, whatever comes and goes between', () => {
  fc.assert(
    fc.property(anySubject, anySubject, (before, after) => {
      const first = mapSubject(exampleTrial(), before);
      const between = mapSubject(exampleTrial(), { ...after, sequence: first.sequence });
      const again = mapSubject(exampleTrial(), { ...before, sequence: between.sequence });
      expect(again.rows).toEqual(first.rows);
      for (const [domain, keys] of Object.entries(first.sequence))
        expect(between.sequence[domain]?.slice(0, keys.length)).toEqual(keys);
    }),
    { numRuns: 25, seed: 6 },
  );
});
