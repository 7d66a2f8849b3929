/** A value of a dataset: text, number, or null for missing. Text is never ''. */
export type Value = string | number | null;

/** A row by variable; a variable left out is missing. */
export type DatasetRow = Readonly<Record<string, Value>>;

/** Where a value comes from. @source Define-XML 2.1, def:Origin */
export interface Origin {
  readonly type: 'Collected' | 'Derived' | 'Assigned' | 'Protocol' | 'Predecessor' | 'Not Available';
  readonly source: 'Sponsor' | 'Investigator' | 'Vendor' | 'Subject' | null;
}

/** A variable of a dataset as its standard describes it, with how it comes about here. */
export interface VariableDefinition {
  /** At most 8 characters. */
  readonly name: string;
  /** At most 40 characters. */
  readonly label: string;
  readonly type: 'Char' | 'Num';
  /** Req: never blank. Exp: the column is there. Perm: there where a row has a value. */
  readonly core: 'Req' | 'Exp' | 'Perm';
  /** The guide's word; null in ADaM. */
  readonly role: string | null;
  /** NCI codes of the codelists a value may come from, e.g. ['C66742']; or one of our own, e.g. ['RSRESP.PCWG']; empty: free. */
  readonly codelists: readonly string[];
  /** What a text or number stands for beside its type. */
  readonly format: 'ISO 8601 date' | 'ISO 8601 duration' | 'SAS date' | null;
  readonly origin: Origin;
  /** How it is derived, a sentence with the source; null when it is not. */
  readonly method: string | null;
}

/** A dataset as its standard describes it. */
export interface DatasetDefinition {
  /** TU, SUPPTU, ADRS …: at most 8 characters. */
  readonly name: string;
  /** DOMAIN; of SUPPTU TU; in ADaM the name. */
  readonly domain: string;
  /** At most 40 characters. */
  readonly label: string;
  readonly standard: 'SDTMIG' | 'ADaMIG';
  /** As Define-XML writes it, e.g. FINDINGS, SPECIAL PURPOSE, TRIAL DESIGN, RELATIONSHIP, BASIC DATA STRUCTURE. */
  readonly class: string;
  readonly structure: string;
  /** What tells one row from another, in the order rows are sorted by. */
  readonly keys: readonly string[];
  /** Whether it describes the trial and no subject. */
  readonly isReference: boolean;
  /** In the standard's order. */
  readonly variables: readonly VariableDefinition[];
}

/** A column of a file: a variable that is sent, with the room its values need. */
export interface Column extends VariableDefinition {
  /** Bytes of the longest value, at least 1; 8 for a number. */
  readonly length: number;
  /** Most digits after the decimal point of a number; 0: whole numbers; null for text. */
  readonly decimals: number | null;
}

/** A dataset that is about to be written: which columns, how many rows. */
export interface Dataset {
  readonly definition: DatasetDefinition;
  /** Of the definition's variables those that are sent: all but permissible ones without a value. */
  readonly columns: readonly Column[];
  readonly records: number;
}

/** Rows of a dataset as a writer takes them: values in the order of its columns; may be iterated more than once. */
export type Rows = AsyncIterable<readonly Value[]> | Iterable<readonly Value[]>;
