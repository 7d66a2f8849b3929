import { sasDate } from '@readout/adam/sas-date.ts';
import { mapAnalysis } from '@readout/adam/map-analysis.ts';
import type { CriteriaId } from '@readout/criteria';
import type { DatasetRow } from '@readout/sdtm/dataset.ts';
import { expect, test } from 'vitest';
import { ask } from '../graphql/ask.ts';
import { openDemoDatabase, withDatabase } from '../postgres.ts';
import { analyseTrial, readTrial, type ReadTrial } from './demo-analysis.ts';

const db = withDatabase(openDemoDatabase);

interface Figures {
  readonly groups: readonly {
    readonly counts: readonly { readonly response: string; readonly count: number }[];
  }[];
  readonly waterfall: readonly {
    readonly subject: string;
    readonly best: string;
    readonly bestChangePercent: number | null;
  }[];
  readonly swimmer: readonly {
    readonly subject: string;
    readonly responseDay: number | null;
    readonly progressionDay: number | null;
    readonly deathDay: number | null;
  }[];
}

const FIGURES = `groups { counts { response count } } waterfall { subject best bestChangePercent }
  swimmer { subject responseDay progressionDay deathDay }`;

async function figuresOf(
  protocol: string,
  evaluator: string,
  criteria: string,
  isConfirmed: boolean,
): Promise<Figures> {
  const { rows } = await db.database.owner.query<{ id: string }>(
    "select id from person where email like 'sponsor@%'",
  );
  const { data, errors } = await ask(
    db.database,
    { userId: rows[0]?.id ?? '' },
    `{ trial(protocol: "${protocol}") { efficacy(evaluator: ${evaluator}, criteria: "${criteria}", isConfirmed: ${isConfirmed}) { ${FIGURES} } } }`,
  );
  expect(errors).toEqual([]);
  return (data?.['trial'] as { readonly efficacy: Figures }).efficacy;
}

test.each([
  ['ORI-301', 'recist-1.1'],
  ['TAV-204', 'lugano-2014'],
  ['TAV-204', 'lyric'],
  ['NEU-115', 'rano-2.0'],
  ['NEU-115', 'rano-2010'],
] as const)(
  'every subject of %s has by %s the best response, change, response, progression and death of the portal',
  async (protocol, criteria: CriteriaId) => {
    const trial = await readOnce(protocol);
    const asked = [
      ['CENTRAL', true],
      ['CENTRAL', false],
      ['INVESTIGATOR', true],
    ] as const;
    for (const [evaluator, isConfirmed] of asked) {
      const analysed = analyseTrial(trial, { evaluator, criteria, isConfirmed });
      const figures = await figuresOf(protocol, evaluator, criteria, isConfirmed);
      const treated = (analysed.get('ADSL') ?? []).filter((row) => row['EFFFL'] === 'Y');
      const adrs = bySubject(analysed.get('ADRS') ?? []);
      const adtr = bySubject((analysed.get('ADTR') ?? []).filter((row) => row['ANL02FL'] === 'Y'));
      expect(treated.length).toBeGreaterThan(40);

      const of = (row: DatasetRow, code: string) =>
        adrs.get(row['SUBJID'])?.find((each) => each['PARAMCD'] === code) ?? {};
      const told = treated.map((row) => [
        row['SUBJID'],
        of(row, isConfirmed ? 'CBOR' : 'BOR')['AVALC'],
        adtr.get(row['SUBJID'])?.[0]?.['PCHG'] ?? null,
      ]);
      expect(sorted(told)).toEqual(
        sorted(figures.waterfall.map((bar) => [bar.subject, bar.best, bar.bestChangePercent])),
      );

      const days = treated.map((row) => {
        const day = (code: string) => {
          const on = of(row, code)['ADT'];
          return typeof on === 'number' ? on - Number(row['TRTSDT']) : null;
        };
        return [row['SUBJID'], day(isConfirmed ? 'CRSP' : 'RSP'), day('PD'), day('DEATH')];
      });
      expect(sorted(days)).toEqual(
        sorted(
          figures.swimmer.map((lane) => [lane.subject, lane.responseDay, lane.progressionDay, lane.deathDay]),
        ),
      );

      const counts = (figures.groups[0]?.counts ?? []).filter(({ count }) => count > 0);
      expect(new Map(counts.map(({ response, count }) => [response, count]))).toEqual(
        new Map([...Map.groupBy(told, ([, word]) => String(word))].map(([word, all]) => [word, all.length])),
      );
    }
  },
  120_000,
);

test('each value of the lung trial names an SDTM row that is there and bears it', async () => {
  const { trial, subjects } = await readOnce('ORI-301');
  let checked = 0;
  for (const { subject, rows } of subjects.slice(0, 60)) {
    const choice = { evaluator: 'CENTRAL', criteria: 'recist-1.1', isConfirmed: true } as const;
    const analysed = mapAnalysis(trial, subject, rows, choice);
    for (const row of ['ADTR', 'ADRS', 'ADTTE'].flatMap((name) => analysed[name] ?? [])) {
      const domain = row['SRCDOM'];
      if (typeof domain !== 'string' || domain === 'ADSL') continue;
      const isQualifier = domain.startsWith('SUPP');
      const source = rows[domain]?.find((each) =>
        isQualifier
          ? each['QNAM'] === row['SRCVAR'] && each['IDVARVAL'] === String(row['SRCSEQ'])
          : each[`${domain}SEQ`] === row['SRCSEQ'],
      );
      const value = source?.[isQualifier ? 'QVAL' : String(row['SRCVAR'])];
      if (row['SRCVAR'] === 'RSDTC') expect(sasDate(String(value))).toBe(row['ADT']);
      else if (row['SRCVAR'] === 'TRSTRESN') expect(value).toBe(row['AVAL']);
      else if (row['SRCVAR'] === 'TRDERIV') expect(Number(value)).toBeCloseTo(Number(row['AVAL']), 6);
      else if (row['PARAMCD'] === 'MDIS') expect(value).toBe('TARGET');
      else expect([row['PARAMCD'], value]).toEqual([row['PARAMCD'], row['AVALC']]);
      checked += 1;
    }
  }
  expect(checked).toBeGreaterThan(1000);
}, 120_000);

const read = new Map<string, Promise<ReadTrial>>();
function readOnce(protocol: string): Promise<ReadTrial> {
  const reading = read.get(protocol) ?? readTrial(db.database, protocol);
  read.set(protocol, reading);
  return reading;
}

const bySubject = (rows: readonly DatasetRow[]) => Map.groupBy(rows, (row) => row['SUBJID']);

const sorted = <Row extends readonly unknown[]>(rows: readonly Row[]): readonly Row[] =>
  rows.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
