/** A cell that any value meets. */
export const ANY = Symbol('any');

/** A value, several values, or any. */
type Cell<T> = T | readonly T[] | typeof ANY;
type Cells<Inputs extends readonly unknown[]> = { readonly [K in keyof Inputs]: Cell<Inputs[K]> };
type Domains<Inputs extends readonly unknown[]> = { readonly [K in keyof Inputs]: readonly Inputs[K][] };

/** An answer, with the row of the printed table that gives it. */
export interface Decision<Answer> {
  readonly answer: Answer;
  /** Counted from 1, as printed. */
  readonly row: number;
  readonly source: string;
}

export interface DecisionTable<Inputs extends readonly unknown[], Answer> {
  (...inputs: Inputs): Decision<Answer>;
  /** The rows as printed: the cells, then the answer. */
  readonly rows: readonly (readonly [...Cells<Inputs>, Answer])[];
  /** What each row is cited as. */
  readonly rowSources: readonly string[];
  /** Every value an input may have. */
  readonly domains: Domains<Inputs>;
}

/**
 * A printed table as a function.
 *
 * Every combination of inputs is looked up when the table is made, so that a gap or a contradiction cannot reach a subject,
 * and an answer costs a look into a list. Rows may overlap where they agree; the first of them is named.
 *
 * @param source the paper's table; the row is added to it
 * @param domains every value each input may have
 * @throws RangeError on a combination without a row, or with rows that answer differently: our bug
 */
export function decisionTable<const Inputs extends readonly unknown[], Answer>(
  source: string,
  domains: Domains<Inputs>,
  rows: readonly (readonly [...Cells<Inputs>, Answer])[],
): DecisionTable<Inputs, Answer> {
  const lists: readonly (readonly unknown[])[] = domains;
  const decisions = rows.map((cells, index) => ({
    answer: cells[cells.length - 1] as Answer,
    row: index + 1,
    source: `${source}, row ${index + 1}`,
  }));
  const answers = combinations(lists).map((inputs) => {
    const matching = decisions.filter((_, index) => {
      const cells: readonly unknown[] = rows[index] ?? [];
      return inputs.every((input, column) => isMet(cells[column], input));
    });
    const first = matching[0];
    const inWords = inputs.map(String).join(', ');
    if (first === undefined) throw new RangeError(`${source} has no row for ${inWords}`);
    const other = matching.find((decision) => decision.answer !== first.answer);
    if (other)
      throw new RangeError(
        `${source}, rows ${first.row} and ${other.row} contradict each other for ${inWords}`,
      );
    return first;
  });
  const decide = (...inputs: Inputs): Decision<Answer> => {
    let place = 0;
    for (let column = 0; column < lists.length; column += 1) {
      const list = lists[column] ?? [];
      const position = list.indexOf(inputs[column]);
      if (position < 0)
        throw new RangeError(`${source} does not know ${String(inputs[column])} in column ${column + 1}`);
      place = place * list.length + position;
    }
    const decision = answers[place];
    if (decision === undefined) throw new RangeError(`${source} has no row`);
    return decision;
  };
  return Object.assign(decide, { rows, rowSources: decisions.map((decision) => decision.source), domains });
}

/** One line of a table that is read from the top: the first line that holds gives the answer. */
export interface Line<Facts, Answer> {
  /** The condition as the page prints it. */
  readonly condition: string;
  readonly answer: Answer;
  readonly holds: (facts: Facts) => boolean;
  /** What it says of this subject, with numbers. */
  readonly says: (facts: Facts) => string;
  readonly source: string;
}

export interface FirstLine<Facts, Answer> {
  (facts: Facts): { readonly answer: Answer; readonly line: Line<Facts, Answer> };
  readonly lines: readonly Line<Facts, Answer>[];
}

/**
 * A table whose first line that holds gives the answer.
 *
 * The last line holds always, so that there is no gap. The source of a line is completed by its number.
 *
 * @param name what the lines are called in a source: `Target response`
 */
export function firstLineThatHolds<Facts, Answer>(
  name: string,
  lines: readonly Line<Facts, Answer>[],
): FirstLine<Facts, Answer> {
  const numbered = lines.map((line, index) => ({
    ...line,
    source: `${line.source}; ${name}, row ${index + 1}`,
  }));
  const judge = (facts: Facts) => {
    for (const line of numbered) if (line.holds(facts)) return { answer: line.answer, line };
    throw new RangeError(`${name} has no line that holds`);
  };
  return Object.assign(judge, { lines: numbered });
}

/** Every combination of one value from each list, the last varying fastest. */
export function combinations(lists: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] {
  return lists.reduce<readonly (readonly unknown[])[]>(
    (begun, list) => begun.flatMap((values) => list.map((value) => [...values, value])),
    [[]],
  );
}

function isMet(cell: unknown, input: unknown): boolean {
  return cell === ANY || cell === input || (Array.isArray(cell) && cell.includes(input));
}
