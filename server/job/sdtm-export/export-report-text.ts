import type { PackageReport } from './check-package.ts';

/** Where a rule is broken more often, the first ones are printed. */
const MOST_EXAMPLES = 5;

/** The report of an export for a terminal: datasets with their records, then what the check found, errors first. */
export function exportReportText({ datasets, rules, findings }: PackageReport): string {
  const width = Math.max(0, ...datasets.map(({ name }) => name.length));
  const lines = datasets
    .filter(({ records }) => records > 0)
    .map(({ name, label, records }) => `${name.padEnd(width)}  ${String(records).padStart(9)}  ${label}`);
  const found = rules.flatMap(({ id, severity, sentence, count }) => {
    const own = findings.filter(({ rule }) => rule === id).slice(0, MOST_EXAMPLES);
    return [
      `${severity}  ${id}  ${count} ×  ${sentence}`,
      ...own.map(
        ({ dataset, row, variable, value }) =>
          `    ${[dataset, row, variable, value].filter((each) => each !== null).join(' · ')}`,
      ),
    ];
  });
  return `${[...lines, '', ...(found.length === 0 ? ['The check found nothing.'] : found)].join('\n')}\n`;
}
