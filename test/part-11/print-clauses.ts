import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { clauseTable, type ResultOf } from './clause/clause-table.ts';
import { SECTIONS } from './clause/index.ts';
import { ROOT } from './clause/list-tests.ts';

/** Writes README.md beside it: `node test/part-11/print-clauses.ts REPORT…`, JSON reports of vitest, of which a later one counts where both have a test; `--files` prints the files to run. */
const given = process.argv.slice(2);
const files = [
  ...new Set(SECTIONS.flatMap(({ clauses }) => clauses.flatMap(({ tests }) => tests.map(([file]) => file)))),
];
if (given[0] === '--files') process.stdout.write(`${files.join(' ')}\n`);
else {
  const { resultOf, ranOn } =
    given.length === 0 ? { resultOf: () => undefined, ranOn: undefined } : readReports(given);
  writeFileSync(join(import.meta.dirname, 'README.md'), clauseTable(SECTIONS, resultOf, ranOn));
}

interface Report {
  /** ms since 1970 */
  readonly startTime: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
    }[];
  }[];
}

function readReports(paths: readonly string[]): { readonly resultOf: ResultOf; readonly ranOn: string } {
  const reports = paths.map((path) => JSON.parse(readFileSync(path, 'utf8')) as Report);
  const testResults = reports.flatMap((each) => each.testResults);
  const ran = [
    ...new Map(
      testResults.flatMap(({ name: path, assertionResults }) =>
        assertionResults.map(({ ancestorTitles, title, status }) => {
          const [file, name] = [relative(ROOT, path), [...ancestorTitles, title].join(' > ')];
          return [`${file} ${name}`, { file, name, status }] as const;
        }),
      ),
    ).values(),
  ];
  return {
    resultOf: ([file, name]) => {
      // The name of a table of cases has places (%j), each of which is a test.
      const pattern = new RegExp(
        `^${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/%\w/g, '.*')}$`,
        's',
      );
      const found = ran.filter(
        (each) => each.file === file && pattern.test(each.name) && each.status !== 'skipped',
      );
      return found.length === 0 ? undefined : found.every(({ status }) => status === 'passed');
    },
    ranOn: new Date(Math.max(...reports.map(({ startTime }) => startTime))).toISOString().slice(0, 10),
  };
}
