import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema, type GraphQLSchema } from 'graphql';

/** The schema that clients ask. */
export async function loadSchema(): Promise<GraphQLSchema> {
  const path = fileURLToPath(new URL('../schema/graphql/schema.ts', import.meta.url));
  if (!existsSync(path)) return buildSchema('type Query { isUp: Boolean }');
  const { schema } = (await import('@readout/graphql/schema.ts' as string)) as {
    readonly schema: GraphQLSchema;
  };
  return schema;
}
