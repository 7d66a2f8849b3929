import { findCodelist } from '../codelist.ts';
import { DECLARED_EXTENSIONS } from './extension.ts';
import type { DatasetRule } from './rule.ts';

const NAME = /^[A-Z][A-Z0-9]{1,7}$/;
const VARIABLE = /^[A-Z_][A-Z0-9_]{0,7}$/;
const LABEL = /^[ -~]{1,40}$/;

/** Variables of general observation classes that bear no domain's prefix. @source SDTM 2.0, tables 3.1.4 and 3.1.5 */
const SHARED =
  /^(STUDYID|DOMAIN|USUBJID|SUBJID|APID|POOLID|SPDEVID|VISIT|VISITNUM|VISITDY|TAETORD|EPOCH|ETCD|ELEMENT|RPHASE|RPPLDY|RPPLSTDY|RPPLENDY)$/;

/** Rules of a dataset's form, and of the values it has over all subjects. */
export const DATASET_RULES: readonly DatasetRule[] = [
  {
    id: 'DATASET_NAME_FORM',
    sentence:
      'The name of a dataset has 8 characters at most, that of a domain is its code, and SUPP-- bears its parent.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 3.2; SAS XPORT version 5',
    check: ({ definition: { name, domain, standard } }, tell) => {
      const isSupplement = name.startsWith('SUPP') && name === `SUPP${domain}`;
      const isRight = NAME.test(name) && (standard !== 'SDTMIG' || isSupplement || name === domain);
      if (!isRight) tell(null, name);
    },
  },
  {
    id: 'LABEL_FORM',
    sentence: 'The label of a dataset or variable has 1 to 40 ASCII characters.',
    severity: 'ERROR',
    source: 'SAS XPORT version 5',
    check: ({ definition, dataset }, tell) => {
      if (!LABEL.test(definition.label)) tell(null, definition.label);
      for (const { name, label } of dataset.columns) if (!LABEL.test(label)) tell(name, label);
    },
  },
  {
    id: 'VARIABLE_NAME_FORM',
    sentence:
      'The name of a variable has 8 characters at most: capital letters, digits and underscores, and stands once.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 3.2.2; SAS XPORT version 5',
    check: ({ dataset }, tell) => {
      const seen = new Set<string>();
      for (const { name } of dataset.columns) {
        if (!VARIABLE.test(name) || seen.has(name)) tell(name, name);
        seen.add(name);
      }
    },
  },
  {
    id: 'VARIABLE_PREFIX',
    sentence:
      'A variable of a general observation class begins with the code of its domain, or is one that all share.',
    severity: 'ERROR',
    source: 'SDTM 2.0, section 3.1',
    check: ({ definition, dataset }, tell) => {
      if (
        !['FINDINGS', 'INTERVENTIONS', 'EVENTS'].includes(definition.class) ||
        definition.standard !== 'SDTMIG'
      )
        return;
      for (const { name } of dataset.columns)
        if (!name.startsWith(definition.domain) && !SHARED.test(name)) tell(name, name);
    },
  },
  {
    id: 'VARIABLE_ORDER',
    sentence: 'Variables stand in the order of the guide.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.1.4',
    check: ({ definition, dataset }, tell) => {
      const place = new Map(definition.variables.map(({ name }, at) => [name, at]));
      for (const [at, { name }] of dataset.columns.entries()) {
        const before = dataset.columns[at - 1];
        if (before && (place.get(before.name) ?? -1) >= (place.get(name) ?? -1))
          tell(name, null, `It follows ${before.name}.`);
      }
    },
  },
  {
    id: 'EXPECTED_ABSENT',
    sentence: 'A required or expected variable is a column of the dataset.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.1.5',
    check: ({ definition, dataset }, tell) => {
      const sent = new Set(dataset.columns.map(({ name }) => name));
      for (const { name, core } of definition.variables) if (core !== 'Perm' && !sent.has(name)) tell(name);
    },
  },
  {
    id: 'VARIABLE_UNKNOWN',
    sentence: 'Every value has a variable of the dataset: others are lost.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.1.5',
    check: ({ mark }, tell) => {
      for (const name of mark.unknown) tell(name);
    },
  },
  {
    id: 'COLUMN_TOO_LONG',
    sentence: 'A column of text has 200 bytes at most, and room for its longest value.',
    severity: 'ERROR',
    source: 'SAS XPORT version 5',
    check: ({ dataset, mark }, tell) => {
      for (const { name, type, length } of dataset.columns) {
        const bytes = mark.columns[name]?.bytes ?? 0;
        if (type === 'Char' && (length > 200 || length < bytes))
          tell(name, length, `The longest value has ${bytes} bytes.`);
      }
    },
  },
  {
    id: 'KEY_ABSENT',
    sentence: 'The keys of a dataset are columns of it.',
    severity: 'ERROR',
    source: 'Define-XML 2.1, KeySequence',
    check: ({ definition, dataset }, tell) => {
      for (const key of definition.keys)
        if (!definition.variables.some(({ name }) => name === key)) tell(key);
      if (!dataset.columns.some(({ name }) => definition.keys.includes(name)))
        tell(null, definition.keys.join(', '));
    },
  },
  {
    id: 'TERM_EXTENDED',
    sentence: 'A value is a term of its published list, or a declared extension of it.',
    severity: 'WARNING',
    source: 'SDTMIG v3.4, section 4.3.1; CDISC SDTM Controlled Terminology',
    check: ({ definition, mark }, tell) => {
      for (const { name, codelists } of definition.variables) {
        const values = mark.columns[name]?.values ?? [];
        const lists = codelists.flatMap((code) => findCodelist(code) ?? []);
        // A list of our own may hold anything; one that is closed is checked row by row.
        if (
          lists.length === 0 ||
          lists.length < codelists.length ||
          lists.every(({ isExtensible }) => !isExtensible)
        )
          continue;
        const isKnown = (value: string) =>
          lists.some(({ code, terms }) => terms.has(value) || DECLARED_EXTENSIONS[code]?.includes(value)) ||
          // A standardised result holds numbers beside terms.
          (name.endsWith('STRESC') && /^-?\d+(\.\d+)?$/.test(value));
        for (const value of values)
          if (!isKnown(value))
            tell(
              name,
              value,
              `The list is ${lists.map(({ code, name: list }) => `${list} ${code}`).join(', ')}.`,
            );
      }
    },
  },
];
