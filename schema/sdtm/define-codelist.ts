import { findCodelist, findDecode, type Codelist } from './codelist.ts';
import type { DefineCodelist } from './define-model.ts';

/** Gathers the terms that are sent, list by list, while variables ask for their list. */
export interface CodelistGathering {
  /**
   * The list that a variable's values are of.
   *
   * @param use.lists NCI codes, or names of our own, of which the one is taken that knows most of the values
   * @param use.values those that occur; none: no list is named
   * @param use.ownOid of a list written for this use alone, as value level asks: only these terms are allowed here
   * @param use.decodes words of terms, for a list of our own and for extended terms
   * @returns its OID; null when there is nothing to list
   */
  refer(use: CodelistUse): string | null;
  list(): readonly DefineCodelist[];
}

export interface CodelistUse {
  readonly lists: readonly string[];
  readonly values: readonly string[] | null;
  readonly ownOid?: string;
  readonly ownName?: string;
  readonly decodes?: ReadonlyMap<string, string>;
}

interface OpenList {
  readonly oid: string;
  readonly name: string;
  readonly published: Codelist | undefined;
  readonly values: Set<string>;
  readonly decodes: Map<string, string>;
}

/** Gathers the code lists that columns refer to, with the values that occur, so that each is written once. */
export function gatherCodelists(): CodelistGathering {
  const lists = new Map<string, OpenList>();
  return {
    refer({ lists: names, values, ownOid, ownName, decodes }) {
      if (!values || values.length === 0 || names.length === 0) return null;
      const name = chooseList(names, values);
      const published = findCodelist(name);
      const oid = ownOid ?? `CL.${published ? oidPart(published.name) : oidPart(name)}`;
      let list = lists.get(oid);
      if (!list) {
        const title = published ? published.title : name;
        list = {
          oid,
          name: ownName === undefined ? title : `${title} (${ownName})`,
          published,
          values: new Set(),
          decodes: new Map(),
        };
        lists.set(oid, list);
      }
      for (const value of values) list.values.add(value);
      for (const [value, decode] of decodes ?? []) list.decodes.set(value, decode);
      return oid;
    },
    list: () =>
      [...lists.values()].toSorted((a, b) => (a.oid < b.oid ? -1 : 1)).map((list) => writeList(list)),
  };
}

/** The list that has most of the values; the first of equals. */
export function chooseList(names: readonly string[], values: readonly string[]): string {
  const known = (name: string) => {
    const terms = findCodelist(name)?.terms;
    return terms ? values.filter((value) => terms.has(value)).length : 0;
  };
  const [first = '', ...rest] = names;
  return rest.reduce((best, name) => (known(name) > known(best) ? name : best), first);
}

function writeList({ oid, name, published, values, decodes }: OpenList): DefineCodelist {
  const terms = [...values].toSorted().map((value) => ({
    value,
    decode: (published && findDecode(published, value)) ?? decodes.get(value) ?? null,
    code: published?.terms.get(value) ?? null,
  }));
  // A list has decodes for all its terms or for none. @source Define-XML 2.1, section 5.3.13
  const hasDecodes = terms.some(({ decode }) => decode !== null);
  return {
    oid,
    name,
    code: published?.code ?? null,
    terms: terms.map((term) => ({ ...term, decode: hasDecodes ? (term.decode ?? term.value) : null })),
  };
}

/** Text as a part of an OID: letters, digits, points; others become an underscore. */
export const oidPart = (text: string): string => text.replaceAll(/[^A-Za-z0-9.-]+/g, '_');
