import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { answerCases } from './assess.ts';
import { streamCases } from './stream-cases.ts';

const GOOD = {
  name: 'a target that shrinks',
  criteria: 'recist-1.1',
  lesions: [{ id: 'T01', role: 'target' }],
  timepoints: [
    { id: 'BL', date: '2025-01-06', findings: [{ lesion: 'T01', longestDiameter: 50 }] },
    { id: 'W8', date: '2025-03-03', findings: [{ lesion: 'T01', longestDiameter: 35 }] },
  ],
};

/** What is printed for a text that arrives in chunks of some bytes, and what is told after it. */
async function answerText(text: string, chunkBytes = 1000) {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, at) =>
    bytes.subarray(at * chunkBytes, (at + 1) * chunkBytes),
  );
  const answers = answerCases(streamCases(Readable.from(chunks)));
  let printed = '';
  for (;;) {
    const { value, done } = await answers.next();
    if (done === true) return { printed, ...value };
    printed += value;
  }
}

/** The same of cases, with the results read again. */
async function answer(cases: readonly unknown[], chunkBytes?: number) {
  const { printed, isEachFit, fault } = await answerText(JSON.stringify({ cases }), chunkBytes);
  expect(fault).toBeNull();
  return { results: resultsOf(printed), isEachFit };
}

function resultsOf(printed: string): readonly unknown[] {
  const { results } = JSON.parse(printed) as { results: readonly unknown[] };
  return results;
}

test('each case gets its result with name, baseline sum, responses, dates and trace', async () => {
  const { results, isEachFit } = await answer([GOOD]);
  expect(isEachFit).toBe(true);
  expect(results).toHaveLength(1);
  expect(results[0]).toMatchObject({
    name: 'a target that shrinks',
    timepoints: [
      { id: 'BL', sum: 50 },
      { id: 'W8', sum: 35, changeFromBaseline: -30, target: 'PR', overall: 'PR' },
    ],
    best: 'PR',
    bestDate: '2025-03-03',
    progressionDate: null,
    trace: [{ source: expect.stringContaining('Table 3') }],
  });
});

test('a case that does not fit gets its name and the key in its place, and the others their results', async () => {
  const { results, isEachFit } = await answer([{ ...GOOD, criteria: 'recist' }, GOOD, {}, 7]);
  expect(isEachFit).toBe(false);
  expect(results).toMatchObject([
    { name: 'a target that shrinks', error: expect.stringContaining('criteria "recist" are not supported') },
    { best: 'PR' },
    { name: 'case 3', error: 'name is missing.' },
    { name: 'case 4', error: 'A case must be an object, but is 7.' },
  ]);
});

test('every error is one sentence, with one mark at its end', async () => {
  const misspelt = { ...GOOD, settings: { confirmaton: true } };
  const { results } = await answer([misspelt, { ...GOOD, lesions: {} }]);
  expect(results).toMatchObject([
    { error: 'settings.confirmaton is not a setting of these criteria; did you mean confirmation?' },
    { error: 'lesions must be a list, but is {}.' },
  ]);
});

test('no case is an empty list of results', async () => {
  expect(await answer([])).toEqual({ results: [], isEachFit: true });
});

test('cases are the same however the text is cut, also within a letter of several bytes', async () => {
  const cases = [{ ...GOOD, name: 'Läsion → größer 😀' }, GOOD, { ...GOOD, name: '' }];
  const whole = await answer(cases, 100_000);
  for (const bytes of [1, 2, 3, 7, 64]) expect(await answer(cases, bytes)).toEqual(whole);
});

test('a case is answered before the next has arrived', async () => {
  const text = JSON.stringify({ cases: [GOOD, GOOD] });
  const half = text.lastIndexOf('{"name"');
  let isSecondAsked = false;
  const input = async function* () {
    yield Buffer.from(text.slice(0, half));
    isSecondAsked = true;
    yield Buffer.from(text.slice(half));
  };
  const answers = answerCases(streamCases(input()));
  const { value } = await answers.next();
  expect(value).toContain('"best":"PR"');
  expect(isSecondAsked).toBe(false);
});

test('keys beside the list are passed over, before and after it', async () => {
  const text = JSON.stringify({ note: { cases: [1] }, cases: [GOOD], more: ['cases', { cases: 2 }] });
  const { printed, fault } = await answerText(text, 10);
  expect(fault).toBeNull();
  expect(resultsOf(printed)).toHaveLength(1);
});

describe('a text that is no file of cases prints nothing', () => {
  const NO_LIST = 'holds no "cases": a list of assessment cases is expected.';
  test.each([
    ['', NO_LIST],
    ['[]', NO_LIST],
    ['3', NO_LIST],
    ['{}', NO_LIST],
    ['{"cases": {"a": 1}}', NO_LIST],
    ['{"cases": null}', NO_LIST],
    ['{"case": [{}]}', NO_LIST],
    ['name,criteria', 'is not JSON at byte 1, after 0 cases: unexpected "ame,criteria".'],
    ['{"cases": [', 'ends at byte 11, after 0 cases, before its JSON is complete.'],
    ['{"cases": [{"name": "a', 'ends at byte 22, after 0 cases, before its JSON is complete.'],
  ])('%j', async (text, fault) => {
    expect(await answerText(text)).toEqual({ printed: '', isEachFit: true, fault });
  });
});

describe('a text that breaks off gives what was judged, as valid JSON, and the place', () => {
  const begun = `{"cases": [${JSON.stringify(GOOD)}`;
  const end = begun.length;
  test.each([
    [
      'in the middle of a case',
      `${begun}, {"name": "b"`,
      `ends at byte ${end + 14}, after 1 case, before its JSON is complete.`,
    ],
    ['before the list is closed', begun, `ends at byte ${end}, after 1 case, before its JSON is complete.`],
    [
      'in a number that may go on',
      `${begun}, 7`,
      `ends at byte ${end + 3}, after 1 case, before its JSON is complete.`,
    ],
    ['by a comma too many', `${begun},]}`, `is not JSON at byte ${end + 1}, after 1 case: unexpected "]}".`],
    [
      'by a value that is missing',
      `${begun}, {"name": }]}`,
      `is not JSON at byte ${end + 11}, after 1 case: unexpected "}]}".`,
    ],
    [
      'by text after its end',
      `${begun}]} and`,
      `is not JSON at byte ${end + 3}, after 1 case: unexpected "and".`,
    ],
    [
      'by a second list',
      `${begun}], "cases": [${JSON.stringify(GOOD)}]}`,
      `holds "cases" twice, the second time at byte ${end + 12}.`,
    ],
  ])('%s', async (_, text, fault) => {
    for (const bytes of [100_000, 50]) {
      const outcome = await answerText(text, bytes);
      expect(resultsOf(outcome.printed)).toMatchObject([{ best: 'PR' }]);
      // What stands there is quoted as far as its chunk goes.
      expect(outcome.fault?.split(':')[0]).toBe(fault.split(':')[0]);
      if (bytes === 100_000) expect(outcome.fault).toBe(fault);
    }
  });
});
