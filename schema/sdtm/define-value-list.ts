import type { DefineDraft } from './build-define.ts';
import type { ColumnProfile } from './column-profile.ts';
import type { Column, Dataset, Origin } from './dataset.ts';
import { chooseList, oidPart } from './define-codelist.ts';
import { findCodelist } from './codelist.ts';
import type { DefineItem, DefineValueList, DefineWhere } from './define-model.ts';
import { typeOfColumn } from './define-type.ts';
import { findQualifier } from './definition.ts';
import { criteriaSentence, derivationOf, isComputedTest } from './derivation.ts';
import { variableOid } from './oid.ts';
import type { ProfileMark, ValueGroup } from './profile.ts';
import type { ValueLevel } from './value-level.ts';

const YES_NO = 'C66742';

/** Terms a value level lists at most where no published list has them: more is free text. */
const MAX_OWN_TERMS = 40;

/** A test code may name its item; a category in words may not. */
const SHORT = /^[A-Z][A-Z0-9_]{0,7}$/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** The value lists of a dataset: for each variable that changes from test to test, an entry a test. */
export function buildValueLists(
  draft: DefineDraft,
  dataset: Dataset,
  mark: ProfileMark,
  level: ValueLevel,
): readonly DefineValueList[] {
  const { name } = dataset.definition;
  const groups = namedGroups(mark.groups ?? []);
  return dataset.columns
    .filter((column) => level.targets.includes(column.name))
    .flatMap((column): DefineValueList[] => {
      const entries = groups.flatMap(({ group, part }) => {
        const profile = group.columns[column.name];
        if (!profile || profile.filled === 0) return [];
        const where = whereOf(name, level, group, part, mark.groups ?? []);
        return [{ where, item: itemOf(draft, dataset, column, { group, part, profile }) }];
      });
      return entries.length === 0
        ? []
        : [{ oid: `VL.${name}.${column.name}`, dataset: name, variable: column.name, entries }];
    });
}

interface NamedGroup {
  readonly group: ValueGroup;
  /** What tells its OIDs from those of the others. */
  readonly part: string;
}

/** By code and category; where two categories come to the same letters, the later one is numbered. */
function namedGroups(groups: readonly ValueGroup[]): readonly NamedGroup[] {
  const taken = new Set<string>();
  const order = ({ keys }: ValueGroup) => keys.map((key) => key ?? '').join('\u0000');
  return groups
    .toSorted((a, b) => (order(a) < order(b) ? -1 : 1))
    .map((group) => {
      const plain = group.keys.map((key) => (key === null ? 'BLANK' : oidPart(key))).join('.');
      let part = plain;
      for (let number = 2; taken.has(part); number += 1) part = `${plain}.${number}`;
      taken.add(part);
      return { group, part };
    });
}

function whereOf(
  dataset: string,
  level: ValueLevel,
  group: ValueGroup,
  part: string,
  all: readonly ValueGroup[],
): DefineWhere {
  return {
    oid: `WC.${dataset}.${part}`,
    checks: level.keys.flatMap((variable, at) => {
      const value = group.keys[at] ?? null;
      // A blank cannot be checked for: it is told by what it is not.
      const others = all
        .filter((other) => other.keys[0] === group.keys[0])
        .flatMap((other) => other.keys[at] ?? []);
      if (value === null && others.length === 0) return [];
      return [
        {
          variable,
          variableOid: variableOid(dataset, variable),
          comparator: value === null ? ('NOTIN' as const) : ('EQ' as const),
          values: value === null ? others : [value],
        },
      ];
    }),
  };
}

function itemOf(
  draft: DefineDraft,
  dataset: Dataset,
  column: Column,
  { group, part, profile }: NamedGroup & { readonly profile: ColumnProfile },
): DefineItem {
  const { name } = dataset.definition;
  const oid = `${variableOid(name, column.name)}.${part}`;
  const [test = null, category = null] = group.keys;
  const label = group.label ?? test ?? column.label;
  const method = methodOf(draft, dataset, column, { group, part });
  return {
    oid,
    name: test !== null && SHORT.test(test) ? test : column.name,
    label: category === null ? label : `${label}, ${category}`,
    ...typeOfColumn(column, profile, true),
    isMandatory: column.core === 'Req',
    keySequence: null,
    role: null,
    hasNoData: false,
    origin: {
      ...method.origin,
      predecessor: method.origin.type === 'Predecessor' ? column.method : null,
    },
    codelistOid: codelistOf(draft, dataset, column, group, { oid, profile }),
    methodOid: method.oid,
    commentOid:
      group.derived === 0 || group.derived === group.rows
        ? null
        : draft.addComment(
            `COM.${name}.${part}`,
            `${group.derived} of ${group.rows} rows are derived (${name}DRVFL is Y), since the evaluator stated nothing. ${derivationOf(draft.trial, label, category, draft.about.engineVersion)}`,
          ),
    valueListOid: null,
  };
}

/** A test is derived where each of its rows is, or where its results are computed by nature; else it comes about as the variable does. */
function methodOf(
  draft: DefineDraft,
  { definition }: Dataset,
  column: Column,
  { group, part }: NamedGroup,
): { readonly origin: Origin; readonly oid: string | null } {
  const { name } = definition;
  const [test = null, category = null] = group.keys;
  const isResponse = name === 'RS';
  const isComputed = name === 'TR' && isComputedTest(group.label);
  if (isComputed || (isResponse && group.derived === group.rows)) {
    const { trial, about } = draft;
    const said = isResponse ? (category ?? '') : null;
    const text = derivationOf(trial, group.label ?? test ?? '', said, about.engineVersion);
    return {
      origin: { type: 'Derived', source: column.origin.source ?? 'Vendor' },
      oid: draft.addMethod(`MT.${name}.${part}`, `${name} ${group.keys.join(', ')}`, text),
    };
  }
  const qualifier = column.name === 'QVAL' ? findQualifier(definition.domain, test ?? '') : undefined;
  if (qualifier?.origin.type === 'Derived' && qualifier.method !== null) {
    const { trial, about } = draft;
    const isJudged = definition.domain === 'RS' || definition.domain === 'TR';
    const text = isJudged
      ? `${qualifier.method} ${criteriaSentence(trial, about.engineVersion)}`
      : qualifier.method;
    return {
      ...qualifier,
      oid: draft.addMethod(`MT.${name}.${part}`, `${name} ${test}`, text),
    };
  }
  if (qualifier) return { origin: qualifier.origin, oid: null };
  if (column.origin.type !== 'Derived') return { origin: column.origin, oid: null };
  const oid = `MT.${name}.${column.name}`;
  return {
    origin: column.origin,
    oid: column.method === null ? null : draft.addMethod(oid, `${name}.${column.name}`, column.method),
  };
}

function codelistOf(
  draft: DefineDraft,
  dataset: Dataset,
  column: Column,
  group: ValueGroup,
  { oid, profile }: { readonly oid: string; readonly profile: ColumnProfile },
): string | null {
  const { values } = profile;
  if (column.type === 'Num' || !values || values.length > MAX_OWN_TERMS) return null;
  // Numbers beside a word, e.g. of a size TOO SMALL TO MEASURE, are no terms.
  if (values.some((value) => NUMBER.test(value))) return null;
  const { domain } = dataset.definition;
  // What was found as stated has the terms of its standardised form.
  const form = dataset.columns.find((other) => other.name === `${domain}STRESC`);
  const lists = [...new Set([...column.codelists, ...(form?.codelists ?? []), YES_NO])];
  const chosen = chooseList(lists, values);
  const terms = findCodelist(chosen)?.terms;
  const known = terms ? values.filter((value) => terms.has(value)).length : 0;
  if (known === 0 && (!column.codelists.includes(chosen) || column.codelists.length > 1)) return null;
  return draft.codelists.refer({
    lists: [chosen],
    values,
    ownOid: `CL.${oid.slice('IT.'.length)}`,
    ownName: `${dataset.definition.name}.${column.name} of ${group.keys.filter(Boolean).join(', ')}`,
  });
}
