import type { Database } from '@readout/db/database.ts';
import { schema } from '@readout/graphql/schema.ts';
import {
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
} from 'graphql';
import { ask } from './ask.ts';

/** What a role gets of a field: a value somewhere, none anywhere, a refusal, or no row of the type in the first place. */
export type Cell = 'yes' | '·' | '–' | `no ${string}`;

/** What fields that ask for something are asked with, by the argument as the schema prints it (`number: String!`). Others are left out, and the matrix says so. */
export type Given = Readonly<Record<string, string>>;

type Field = GraphQLField<unknown, unknown>;

/** A way from the root to an object type, as the fields that are taken. */
type Way = readonly Field[];

/** Parts of lists, which hold nothing of their own. */
const isFrame = (name: string) => /(Connection|Edge|PageInfo)$/.test(name);

export interface Matrix {
  readonly types: readonly GraphQLObjectType[];
  /** Fields that were not asked, as they ask for what nobody gave. */
  readonly left: readonly string[];
  readonly rowsOf: (
    viewer: string,
    type: GraphQLObjectType,
  ) => Promise<readonly { readonly field: string; readonly cell: Cell }[]>;
}

/** Walks the whole schema from the root; each viewer then asks each field of each type over all rows that the ways lead to. */
export function walkSchema(database: Database, given: Given): Matrix {
  const query = schema.getQueryType();
  if (!query) throw new Error('The schema has no root.');
  const waysTo = findWays(query, given);
  const types = [query, ...waysTo.keys()].filter(({ name }) => !isFrame(name));
  return {
    types,
    left: types.flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => !isAskable(field, given))
        .map((field) => `${type.name}.${field.name}`),
    ),
    rowsOf: async (viewer, type) => {
      const fields = Object.values(type.getFields()).filter((field) => isAskable(field, given));
      const cells = new Map<string, Cell>(fields.map(({ name }) => [name, '–']));
      for (const way of type === query ? [[]] : (waysTo.get(type) ?? [])) {
        const open = fields.filter(({ name }) => cells.get(name) !== 'yes');
        if (open.length === 0) break;
        for (const [name, cell] of await askAll(database, viewer, way, open, given))
          cells.set(name, better(cells.get(name) ?? '–', cell));
      }
      return fields.map(({ name }) => ({ field: name, cell: cells.get(name) ?? '–' }));
    },
  };
}

const printed = ({ name, type }: GraphQLArgument) => `${name}: ${String(type)}`;

const isAskable = (field: Field, given: Given) =>
  field.args.every((arg) => !isRequiredArgument(arg) || printed(arg) in given);

/** Each type with a shortest way through each field that leads to it, the shortest first. */
function findWays(query: GraphQLObjectType, given: Given): ReadonlyMap<GraphQLObjectType, readonly Way[]> {
  const shortest = new Map<GraphQLObjectType, Way>([[query, []]]);
  const ways = new Map<GraphQLObjectType, Way[]>();
  // A map hands on what is added while it is walked.
  for (const [type, way] of shortest) {
    for (const field of Object.values(type.getFields())) {
      const inner = getNamedType(field.type);
      if (!isObjectType(inner) || !isAskable(field, given) || way.length >= 9) continue;
      const longer = [...way, field];
      ways.set(inner, [...(ways.get(inner) ?? []), longer]);
      if (!shortest.has(inner)) shortest.set(inner, longer);
    }
  }
  return ways;
}

/** All fields in one request; one by one where a refusal takes the others with it. */
async function askAll(
  database: Database,
  viewer: string,
  way: Way,
  fields: readonly Field[],
  given: Given,
): Promise<ReadonlyMap<string, Cell>> {
  const { data, errors } = await ask(database, { userId: viewer }, requestOf(way, fields, given));
  if (errors.length === 0)
    return new Map(
      fields.map(({ name }) => [name, cellOf(valuesAt(data, [...way.map((each) => each.name), name]))]),
    );
  const code = errors[0]?.code;
  if (fields.length === 1)
    return new Map(
      fields.map(({ name }) => [name, `no ${typeof code === 'string' ? code : 'INTERNAL'}`] as const),
    );
  const cells = new Map<string, Cell>();
  for (const field of fields)
    for (const [name, cell] of await askAll(database, viewer, way, [field], given)) cells.set(name, cell);
  return cells;
}

function requestOf(way: Way, fields: readonly Field[], given: Given): string {
  const inner = fields.map((field) =>
    selection(field, given, isLeafType(getNamedType(field.type)) ? '' : '{ __typename }'),
  );
  return way.reduceRight((text, field) => `{ ${selection(field, given, text)} }`, `{ ${inner.join(' ')} }`);
}

function selection(field: Field, given: Given, inner: string): string {
  const args = field.args.filter((arg) => printed(arg) in given && isRequiredArgument(arg));
  const call =
    args.length === 0 ? '' : `(${args.map((arg) => `${arg.name}: ${given[printed(arg)]}`).join(', ')})`;
  return `${field.name}${call} ${inner}`;
}

/** Every value at the end of a way, through lists. */
function valuesAt(value: unknown, way: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((each) => valuesAt(each, way));
  const [name, ...rest] = way;
  if (name === undefined) return [value];
  if (typeof value !== 'object' || value === null) return [];
  const next = (value as Readonly<Record<string, unknown>>)[name];
  // An empty list is a value that tells nothing.
  if (rest.length === 0 && Array.isArray(next) && next.length === 0) return [null];
  return valuesAt(next, rest);
}

const cellOf = (values: readonly unknown[]): Cell =>
  values.length === 0 ? '–' : values.some((value) => value !== null && value !== undefined) ? 'yes' : '·';

/** What tells more: a value, then a refusal, then nothing. */
function better(before: Cell, now: Cell): Cell {
  const rank = (cell: Cell) => (cell === 'yes' ? 3 : cell.startsWith('no') ? 2 : cell === '·' ? 1 : 0);
  return rank(now) > rank(before) ? now : before;
}
