import type { Clause, ClauseTest, Section } from './clause.ts';

/** Whether a test passed; undefined: it was not run. */
export type ResultOf = (test: ClauseTest) => boolean | undefined;

/**
 * The table of clauses as a page.
 *
 * @param ranOn date of the run, ISO 8601; undefined: none
 */
export function clauseTable(
  sections: readonly Section[],
  resultOf: ResultOf,
  ranOn: string | undefined,
): string {
  const all = sections.flatMap(({ clauses }) => clauses);
  return [
    '# How Readout supports work under Part 11 and its kin',
    '',
    'Readout supports such work; software alone does not make it so: procedures, validation and training are its user’s. Each row says what the software does for a clause, which tests',
    'show it, and what is left to procedures or is not there yet. Have your quality assurance check the wording against the texts before you quote it.',
    '',
    'Made by `print-clauses.ts` from the lists in `clause/` and a report of the tests; `clause-table.test.ts` holds them together. To make it anew:',
    '',
    '```sh',
    'node node_modules/vitest/vitest.mjs run --reporter=json --outputFile=report.json $(node test/part-11/print-clauses.ts --files)',
    'node test/part-11/print-clauses.ts report.json',
    '```',
    '',
    `Tests were run: ${ranOn ?? 'not'}. Clauses: ${all.length}, of which ${all.filter(({ tests }) => tests.length > 0).length} are shown by tests.`,
    ...sections.flatMap(({ title, source, clauses }) => [
      '',
      `## ${title}`,
      '',
      source,
      '',
      '| clause | asks for | what Readout does | shown by | result |',
      '|---|---|---|---|---|',
      ...clauses.map((each) => rowOf(each, resultOf)),
    ]),
    '',
  ].join('\n');
}

function rowOf({ clause, asks, behaviour, tests, procedure, notYet }: Clause, resultOf: ResultOf): string {
  const does = [
    behaviour,
    ...(procedure === undefined ? [] : [`*Procedure, not software:* ${procedure}`]),
    ...(notYet === undefined ? [] : [`*Not yet:* ${notYet}`]),
  ].join('<br>');
  const shown = tests.map(([file, name]) => `${name} (\`${file.replace(/^test\//, '')}\`)`).join('<br>');
  const results = tests.map(resultOf);
  const count = (wanted: boolean | undefined) => results.filter((each) => each === wanted).length;
  const told = [
    `${count(true)} of ${tests.length} passed`,
    ...(count(false) > 0 ? [`${count(false)} failed`] : []),
    ...(count(undefined) > 0 ? [`${count(undefined)} not run`] : []),
  ].join(', ');
  const result = tests.length === 0 ? '–' : count(undefined) === tests.length ? 'not run' : told;
  return `| ${[clause, asks, does, shown === '' ? '–' : shown, result].map((each) => each.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** The page without what differs from run to run. */
export const withoutResults = (page: string): string =>
  page.replaceAll(/\| [^|]* \|$/gm, '|').replace(/Tests were run: [^.]*\./, '');
