import type { DatasetDefinition } from './dataset.ts';

/**
 * What define.xml tells, before it is written: datasets, variables, value level, terms, methods and comments, with the OIDs by which they
 * refer to each other. Define-XML and its page in a browser are both written from here.
 */
export interface DefineModel {
  readonly study: { readonly name: string; readonly description: string; readonly protocol: string };
  readonly standard: { readonly name: 'SDTMIG' | 'ADaMIG'; readonly version: string };
  /** The time stamp: an instant. */
  readonly at: string;
  readonly originator: string;
  readonly system: { readonly name: string; readonly version: string };
  readonly datasets: readonly DefineDataset[];
  readonly valueLists: readonly DefineValueList[];
  readonly codelists: readonly DefineCodelist[];
  readonly methods: readonly DefineText[];
  readonly comments: readonly DefineText[];
  /** Documents beside the datasets, e.g. the reviewer's guide. */
  readonly documents: readonly DefineLeaf[];
}

export interface DefineDataset {
  readonly oid: string;
  readonly definition: DatasetDefinition;
  readonly records: number;
  /** null: no file is sent, since it has no rows. */
  readonly leaf: DefineLeaf | null;
  readonly commentOid: string | null;
  readonly items: readonly DefineItem[];
}

/** A variable, or a variable for the rows of one test. */
export interface DefineItem {
  readonly oid: string;
  readonly name: string;
  readonly label: string;
  /** Define-XML's word: text, integer, float, date, partialDate … */
  readonly dataType: string;
  /** Bytes of text, digits of a number; null where the type has no length. */
  readonly length: number | null;
  /** Digits after the decimal point; only of float. */
  readonly significantDigits: number | null;
  readonly displayFormat: string | null;
  readonly isMandatory: boolean;
  /** Place among the keys, from 1; null when it is none. */
  readonly keySequence: number | null;
  readonly role: string | null;
  readonly hasNoData: boolean;
  readonly origin: DefineOrigin;
  readonly codelistOid: string | null;
  readonly methodOid: string | null;
  readonly commentOid: string | null;
  /** The value level of a variable; null of one that has none, and within the value level. */
  readonly valueListOid: string | null;
}

export interface DefineOrigin {
  readonly type: string;
  readonly source: string | null;
  /** What it was taken from; only of Predecessor. */
  readonly predecessor: string | null;
}

/** A variable anew for each test. */
export interface DefineValueList {
  readonly oid: string;
  readonly dataset: string;
  readonly variable: string;
  readonly entries: readonly { readonly where: DefineWhere; readonly item: DefineItem }[];
}

export interface DefineWhere {
  readonly oid: string;
  /** All must hold. */
  readonly checks: readonly {
    readonly variable: string;
    readonly variableOid: string;
    readonly comparator: 'EQ' | 'NOTIN';
    readonly values: readonly string[];
  }[];
}

export interface DefineCodelist {
  readonly oid: string;
  readonly name: string;
  /** NCI code of the list; null: our own. */
  readonly code: string | null;
  readonly terms: readonly {
    readonly value: string;
    readonly decode: string | null;
    /** NCI code; null: the published list does not have it. */
    readonly code: string | null;
  }[];
}

export interface DefineText {
  readonly oid: string;
  readonly name: string;
  readonly text: string;
}

export interface DefineLeaf {
  readonly id: string;
  /** Beside define.xml. */
  readonly href: string;
  readonly title: string;
}
