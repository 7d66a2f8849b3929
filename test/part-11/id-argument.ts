import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';

/** An argument, or a field of an input, through which an id is given. */
export interface IdArgument {
  /** As "Mutation.signRead(input.id)". */
  readonly name: string;
  readonly parent: string;
  readonly field: string;
  /** Names of the argument and of the fields inside it. */
  readonly path: readonly string[];
}

/** Every place of the schema that takes an id, but `node`, which takes any. */
export function listIdArguments(schema: GraphQLSchema): readonly IdArgument[] {
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    'getFields' in type && !isInputObjectType(type) && !type.name.startsWith('__')
      ? Object.values(type.getFields() as Readonly<Record<string, GraphQLField<unknown, unknown>>>).flatMap(
          ({ name: field, args }) =>
            field === 'node'
              ? []
              : args.flatMap((arg) =>
                  pathsOf(arg.type, [arg.name]).map((path) => ({
                    name: `${type.name}.${field}(${path.join('.')})`,
                    parent: type.name,
                    field,
                    path,
                  })),
                ),
        )
      : [],
  );
}

function pathsOf(type: GraphQLInputType, path: readonly string[]): readonly (readonly string[])[] {
  const named = getNamedType(type);
  if (named.name === 'ID') return [path];
  if (!isInputObjectType(named) || path.length > 4) return [];
  return Object.values(named.getFields()).flatMap((field) => pathsOf(field.type, [...path, field.name]));
}

/**
 * A request that gives this id there, and something plausible wherever else something is asked for.
 *
 * @param known values by the name of what takes them
 */
export function requestOf(
  schema: GraphQLSchema,
  { parent, field, path }: IdArgument,
  id: string,
  known: Readonly<Record<string, unknown>>,
): { readonly query: string; readonly variables: Readonly<Record<string, unknown>> } {
  const type = schema.getType(parent);
  if (type === undefined || !('getFields' in type)) throw new Error(`There is no ${parent}.`);
  const asked = (type.getFields() as Readonly<Record<string, GraphQLField<unknown, unknown>>>)[field];
  if (asked === undefined) throw new Error(`There is no ${parent}.${field}.`);
  const given = asked.args.filter((arg) => isNonNullType(arg.type) || arg.name === path[0]);
  const inner = isLeafType(getNamedType(asked.type)) ? '' : ' { __typename }';
  const call = `${field}(${given.map(({ name }) => `${name}: $${name}`).join(', ')})${inner}`;
  // What is no root stands in a trial of the asker's own.
  const whole =
    parent === 'Trial' ? `trial(protocol: ${JSON.stringify(known['protocol'])}) { ${call} }` : call;
  return {
    query: `${parent === 'Mutation' ? 'mutation' : 'query'} (${given.map(({ name, type: of }) => `$${name}: ${String(of)}`).join(', ')}) { ${whole} }`,
    variables: Object.fromEntries(
      given.map((arg) => [
        arg.name,
        valueOf(arg.type, arg.name, arg.name === path[0] ? path.slice(1) : undefined, id, known),
      ]),
    ),
  };
}

/** @param path what is left of the way to the id; undefined: off the way */
function valueOf(
  type: GraphQLInputType,
  name: string,
  path: readonly string[] | undefined,
  id: string,
  known: Readonly<Record<string, unknown>>,
): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [valueOf(nullable.ofType, name, path, id, known)];
  if (isInputObjectType(nullable))
    return Object.fromEntries(
      Object.values(nullable.getFields())
        .filter((each) => isNonNullType(each.type) || each.name === path?.[0] || each.name in known)
        .map((each) => [
          each.name,
          valueOf(each.type, each.name, each.name === path?.[0] ? path.slice(1) : undefined, id, known),
        ]),
    );
  if (path?.length === 0) return id;
  if (name in known) return known[name];
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name;
  // prettier-ignore
  const PLAUSIBLE: Readonly<Record<string, unknown>> = {
    String: 'Some words', Int: 1, Float: 1, Boolean: true, Date: '2026-01-01', DateTime: '2026-01-01T00:00:00Z', JSON: {}, ID: id,
  };
  return PLAUSIBLE[getNamedType(nullable).name];
}
