import { GraphQLError, Kind, OperationTypeNode, type ValidationRule } from 'graphql';

/** Words and signs of a request; the largest of the portal has some 600, that of a tool that reads the schema some 350. More is refused before anything of it is looked at. */
export const MOST_TOKENS = 4_000;

/** What one request may do. A person does one thing at a time; a program that does many sends many requests, each with its own entries and its own limit. */
export const MOST_MUTATIONS = 10;

/** What one request may ask of the schema itself: a tool asks once. */
export const MOST_INTROSPECTIONS = 2;

/**
 * Refuses a flood of what the limits of depth, breadth and cost do not count, as it stands at the root: mutations, and questions about the schema.
 *
 * Fragments are counted where they are written: one that is spread twice does its fields once.
 */
export const limitRoot: ValidationRule = (context) => {
  const found = { mutations: 0, introspections: 0 };
  const isRoot = (name: string | undefined) =>
    [OperationTypeNode.QUERY, OperationTypeNode.MUTATION].some(
      (operation) => context.getSchema().getRootType(operation)?.name === name,
    );
  const count = (kind: keyof typeof found, most: number, sentence: string) => {
    found[kind] += 1;
    if (found[kind] === most + 1) context.reportError(new GraphQLError(sentence));
  };
  return {
    Field: ({ name: { value } }) => {
      const parent = context.getParentType()?.name;
      if (!isRoot(parent)) return;
      if (value === '__schema' || value === '__type')
        count(
          'introspections',
          MOST_INTROSPECTIONS,
          `A request asks ${MOST_INTROSPECTIONS} times for the schema at most.`,
        );
      else if (parent === context.getSchema().getMutationType()?.name)
        count('mutations', MOST_MUTATIONS, `A request does ${MOST_MUTATIONS} things at most; send several.`);
    },
    Document: ({ definitions }) => {
      const operations = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
      if (operations.length > MOST_MUTATIONS)
        context.reportError(new GraphQLError(`A request has ${MOST_MUTATIONS} operations at most.`));
    },
  };
};
