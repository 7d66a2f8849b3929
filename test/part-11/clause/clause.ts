/** One clause of a rule, how the software supports it, and what shows that. */
export interface Clause {
  /** As the rule numbers it. */
  readonly clause: string;
  /** What it asks for, in short. */
  readonly asks: string;
  /** What Readout does about it, one plain sentence. */
  readonly behaviour: string;
  /** What shows it; empty where it is a procedure, or not there yet. */
  readonly tests: readonly ClauseTest[];
  /** What the user's own procedures must do, where software alone does not. */
  readonly procedure?: string;
  /** What the clause would have the software do and it does not. */
  readonly notYet?: string;
}

/** A file below the root of the repository, and the full name of a test in it: "describe > test". */
export type ClauseTest = readonly [file: string, name: string];

export interface Section {
  readonly title: string;
  /** Which text was read, and how far. */
  readonly source: string;
  readonly clauses: readonly Clause[];
}
