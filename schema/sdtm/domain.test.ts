import { expect, test } from 'vitest';
import { DOMAINS, checkColumns, chooseStudy } from './index.ts';

const columnsOf = (code: keyof typeof DOMAINS) => DOMAINS[code].variables.map(([name]) => name);
const codes = (columns: readonly string[]) =>
  checkColumns(DOMAINS.TU, { file: 'tu.csv', columns }).map(({ code, column }) => `${code} ${column}`);

test('a file with every column of the guide has nothing refused or flagged', () => {
  for (const domain of Object.values(DOMAINS)) {
    const issues = checkColumns(domain, { file: 'x', columns: columnsOf(domain.code) });
    expect(issues.filter(({ severity }) => severity !== 'kept')).toEqual([]);
  }
});

test('a required column that is missing is refused with the file and the column', () => {
  const [issue] = checkColumns(DOMAINS.TU, {
    file: 'tu.csv',
    columns: columnsOf('TU').filter((name) => name !== 'USUBJID'),
  });
  expect(issue).toMatchObject({
    code: 'MISSING_COLUMN',
    severity: 'refused',
    file: 'tu.csv',
    column: 'USUBJID',
  });
  expect(issue?.sentence).toContain('tu.csv, column USUBJID');
});

test('a column the import cannot do without is required though the guide expects it only', () => {
  expect(codes(columnsOf('TU').filter((name) => name !== 'TULNKID'))).toContain('MISSING_COLUMN TULNKID');
});

test('an unknown column and one the hub has no place for are reported', () => {
  const all = codes([...columnsOf('TU'), 'TUXYZ']);
  expect(all).toContain('UNKNOWN_COLUMN TUXYZ');
  expect(all).toContain('COLUMN_NOT_CARRIED TUSEQ');
});

test('several studies are refused unless the trial is named after one', () => {
  expect(chooseStudy(new Set(['A']), 'OTHER NAME').studyId).toBe('A');
  expect(chooseStudy(new Set(['A', 'B']), 'B').studyId).toBe('B');
  expect(chooseStudy(new Set(['A', 'B']), null).issue).toMatchObject({
    code: 'TWO_STUDIES',
    severity: 'refused',
    value: 'A, B',
  });
});
