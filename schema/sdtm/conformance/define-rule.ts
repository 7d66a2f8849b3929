import { isDescribed } from '../build-define.ts';
import type { DefineRule } from './rule.ts';

/** Rules of define.xml against what was counted of the data. */
export const DEFINE_RULES: readonly DefineRule[] = [
  {
    id: 'DEFINE_DATASET',
    sentence: 'define.xml describes each dataset, and says of one without rows that it has none and no file.',
    severity: 'ERROR',
    source: 'Define-XML 2.1, ItemGroupDef: def:HasNoData, def:leaf',
    check: ({ defined, dataset, mark }, tell) => {
      if (!defined && !isDescribed(dataset)) return;
      if (!defined) tell(null, null, 'It is not there.');
      else if (defined.records !== mark.rows) tell(null, defined.records, `The data have ${mark.rows} rows.`);
      else if ((defined.leaf === null) !== (mark.rows === 0)) tell(null, defined.leaf?.href ?? null);
    },
  },
  {
    id: 'DEFINE_COLUMN',
    sentence: 'define.xml describes each column, in the order of the data, and no other.',
    severity: 'ERROR',
    source: 'Define-XML 2.1, ItemRef: OrderNumber',
    check: ({ defined, dataset }, tell) => {
      const items = defined?.items ?? [];
      for (let at = 0; defined && at < Math.max(items.length, dataset.columns.length); at += 1) {
        const [item, column] = [items[at], dataset.columns[at]];
        if (item?.name !== column?.name || item?.label !== column?.label)
          tell(column?.name ?? item?.name ?? null, null, `define.xml has ${item?.name ?? 'nothing'} there.`);
      }
    },
  },
  {
    id: 'DEFINE_LENGTH',
    sentence: 'No value is longer than define.xml says, and no number has more digits.',
    severity: 'ERROR',
    source: 'Define-XML 2.1, ItemDef: Length, SignificantDigits',
    check: ({ defined, mark }, tell) => {
      for (const { name, length, significantDigits, dataType } of defined?.items ?? []) {
        const counted = mark.columns[name];
        if (!counted || length === null) continue;
        const needed = dataType === 'text' ? counted.bytes : counted.digits;
        if (needed > length || (dataType !== 'text' && counted.decimals > (significantDigits ?? 0)))
          tell(name, length, `The data need ${needed}.`);
      }
    },
  },
  {
    id: 'DEFINE_TERM',
    sentence: 'Each value of a variable with a list is in the list of define.xml.',
    severity: 'ERROR',
    source: 'Define-XML 2.1, CodeList',
    check: ({ model, defined, mark }, tell) => {
      const lists = new Map(
        model.codelists.map(({ oid, terms }) => [oid, new Set(terms.map(({ value }) => value))]),
      );
      for (const { name, codelistOid } of defined?.items ?? []) {
        const terms = codelistOid === null ? undefined : lists.get(codelistOid);
        if (codelistOid !== null && !terms) tell(name, codelistOid, 'There is no such list.');
        for (const value of terms ? (mark.columns[name]?.values ?? []) : [])
          if (!terms?.has(value)) tell(name, value);
      }
    },
  },
  {
    id: 'DEFINE_METHOD',
    sentence: 'A derived variable has a method, and a variable that is no derived one has none.',
    severity: 'ERROR',
    source: 'Define-XML 2.1, ItemRef: MethodOID; def:Origin Derived',
    check: ({ model, defined }, tell) => {
      const methods = new Set(model.methods.map(({ oid }) => oid));
      for (const { name, origin, methodOid, valueListOid } of defined?.items ?? []) {
        const isDerived = origin.type === 'Derived';
        // Where the value level says it test by test, the variable need not.
        if (isDerived && methodOid === null && valueListOid === null) tell(name);
        if (methodOid !== null && (!isDerived || !methods.has(methodOid))) tell(name, methodOid);
      }
    },
  },
  {
    id: 'DEFINE_ROLE',
    sentence: 'A variable of SDTM has a role.',
    severity: 'ERROR',
    source: 'Define-XML 2.1, ItemRef: Role; CDISC CORE-001081',
    check: ({ defined }, tell) => {
      if (defined?.definition.standard !== 'SDTMIG') return;
      for (const { name, role } of defined.items) if (role === null || role === '') tell(name);
    },
  },
  {
    id: 'DEFINE_VALUE_LEVEL',
    sentence: 'Each test that has a result is described by the value level of define.xml.',
    severity: 'ERROR',
    source: 'Define-XML 2.1, def:ValueListDef',
    check: ({ model, dataset, mark }, tell) => {
      for (const group of mark.groups ?? [])
        for (const [variable, counted] of Object.entries(group.columns)) {
          if (counted.filled === 0 || !dataset.columns.some(({ name }) => name === variable)) continue;
          const list = model.valueLists.find(
            (each) => each.dataset === dataset.definition.name && each.variable === variable,
          );
          const isThere = list?.entries.some(({ where }) =>
            where.checks.every(({ values, comparator }, at) => {
              const key = group.keys[at] ?? null;
              return comparator === 'EQ' ? values[0] === key : key === null;
            }),
          );
          if (isThere !== true) tell(variable, group.keys.filter(Boolean).join(', '));
        }
    },
  },
];
