import { isVerdict, type VerdictWord } from './signal.ts';

/** The same verdict with the same note, on entries that share it. */
export interface Said {
  readonly numbers: readonly number[];
  readonly verdict: VerdictWord;
  readonly note: string | null;
}

const VERDICT = /^verdict (\d+)$/;

/**
 * What a form of verdicts says, field by field (`verdict 12`, `note 12`), without what was said already (`said 12`).
 *
 * @param isRestJustified entries without a verdict (`open`, their numbers) are justified too
 */
export function readVerdicts(
  typed: Readonly<Record<string, string>>,
  isRestJustified = typed['rest'] === 'JUSTIFIED',
): readonly Said[] {
  const said: { number: number; verdict: VerdictWord; note: string | null }[] = [];
  for (const [name, verdict] of Object.entries(typed)) {
    const number = VERDICT.exec(name)?.[1];
    if (number === undefined || !isVerdict(verdict)) continue;
    const note = typed[`note ${number}`] || null;
    if (typed[`said ${number}`] !== saidText(verdict, note))
      said.push({ number: Number(number), verdict, note });
  }
  if (isRestJustified)
    for (const number of (typed['open'] ?? '').split(' ').filter(Boolean))
      if (!isVerdict(typed[`verdict ${number}`]))
        said.push({ number: Number(number), verdict: 'JUSTIFIED', note: typed[`note ${number}`] || null });
  return [...Map.groupBy(said, ({ verdict, note }) => saidText(verdict, note)).values()].map((same) => ({
    numbers: same.map(({ number }) => number),
    verdict: same[0]?.verdict ?? 'JUSTIFIED',
    note: same[0]?.note ?? null,
  }));
}

/** A verdict and its note in one, as the form sends what it showed. */
export const saidText = (verdict: string, note: string | null): string => `${verdict} ${note ?? ''}`;
