import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SDTM_DATASETS } from './definition.ts';

const GUIDE = join(import.meta.dirname, '../../../shared/sdtm/domains.json');

interface GuideVariable {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly core: string;
  readonly role: string;
  readonly codelists: readonly string[];
  readonly describedValueDomain: string;
}
interface Guide {
  readonly domains: Readonly<
    Record<
      string,
      { readonly label: string; readonly structure: string; readonly variables: readonly GuideVariable[] }
    >
  >;
}

// The guide's tables are third-party data and stay out of the repository: ../shared/sdtm/domains.json.
describe.skipIf(!existsSync(GUIDE))("the tables against the guide's", () => {
  const guide = existsSync(GUIDE) ? (JSON.parse(readFileSync(GUIDE, 'utf8')) as Guide) : { domains: {} };

  test.each(SDTM_DATASETS.map((definition) => [definition.name, definition] as const))(
    '%s has the variables of the guide, in its order, with its words',
    (name, definition) => {
      const expected = guide.domains[name.startsWith('SUPP') ? 'SUPPQUAL' : name];
      const lines = definition.variables
        .filter((variable) => !/^TSVAL\d$/.test(variable.name))
        .map(({ name: variable, label, type, core, role, codelists }) => ({
          name: variable,
          label,
          type,
          core,
          role,
          codelists,
        }));
      expect(lines).toEqual(
        expected?.variables.map(({ name: variable, label, type, core, role, codelists }) => ({
          name: variable,
          label,
          type,
          core,
          role,
          codelists,
        })),
      );
      if (!name.startsWith('SUPP')) {
        expect([definition.label, definition.structure]).toEqual([expected?.label, expected?.structure]);
      }
    },
  );
});

test('names, labels and what supplements are called fit the transport format', () => {
  for (const { name, label, variables } of SDTM_DATASETS) {
    expect(name).toMatch(/^[A-Z]{2,8}$/);
    expect(label.length).toBeLessThanOrEqual(40);
    for (const variable of variables) {
      expect(variable.name).toMatch(/^[A-Z][A-Z0-9]{0,7}$/);
      expect(variable.label.length).toBeLessThanOrEqual(40);
    }
  }
});

test('a derived variable says how, and no other does', () => {
  for (const { variables } of SDTM_DATASETS) {
    for (const { origin, method } of variables) expect(origin.type === 'Derived').toBe(method !== null);
  }
});
