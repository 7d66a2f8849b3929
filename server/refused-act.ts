import type { ApolloServerPlugin } from '@apollo/server';
import type { Database } from '@readout/db/database.ts';
import { recordAct } from '@readout/db/record-act.ts';
import { Refusal } from '@readout/db/refusal.ts';
import type { Context as GraphqlContext } from '@readout/graphql/context.ts';
import { trialOfNodeId } from '@readout/graphql/node-id.ts';
import type { FastifyBaseLogger } from 'fastify';
import { valueFromASTUntyped, type FieldNode, type OperationDefinitionNode } from 'graphql';

type Context = GraphqlContext & { readonly log: FastifyBaseLogger };

/** What is refused stays on the trail, in a transaction of its own, in the trial that it was tried in. */
export const recordRefusals: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, operation, request, contextValue: { database, viewer, log } }) => {
      if (operation === undefined || String(operation.operation) !== 'mutation') return;
      for (const { originalError, path, message } of errors) {
        if (!(originalError instanceof Refusal) || path === undefined) continue;
        const field = fieldOf(operation, String(path[0]));
        await findTrial(database, namesOf(field, request.variables ?? {}))
          .then((trialId) =>
            recordAct(database, viewer, {
              act: 'REFUSED',
              record: 'mutation',
              recordId: field?.name.value ?? String(path[0]),
              trialId,
              details: { code: originalError.code },
              reason: message,
            }),
          )
          .catch((error: unknown) => log.error({ err: error }, 'a refused act was not recorded'));
      }
    },
  }),
};

/** The field of an operation that answers under a name. */
const fieldOf = (operation: OperationDefinitionNode, name: string): FieldNode | undefined =>
  operation.selectionSet.selections.find(
    (each): each is FieldNode =>
      'name' in each && (('alias' in each && each.alias) || each.name).value === name,
  );

/** What the arguments of a field name: ids of rows, and protocol numbers. Nothing else of them leaves, as there may be a password among them. */
function namesOf(
  field: FieldNode | undefined,
  variables: Readonly<Record<string, unknown>>,
): { readonly trialIds: readonly string[]; readonly protocols: readonly string[] } {
  const trialIds: string[] = [];
  const protocols: string[] = [];
  const take = (key: string, value: unknown): void => {
    if (typeof value === 'object' && value !== null)
      for (const [inner, each] of Object.entries(value)) take(inner, each);
    if (typeof value !== 'string') return;
    if (key === 'protocol') protocols.push(value);
    else trialIds.push(...[trialOfNodeId(value)].flatMap((id) => id ?? []));
  };
  for (const { name, value } of field?.arguments ?? [])
    take(name.value, valueFromASTUntyped(value, variables));
  return { trialIds, protocols };
}

/** The trial that a field was asked for, whether or not the viewer may see it. */
async function findTrial(
  { owner }: Database,
  { trialIds, protocols }: ReturnType<typeof namesOf>,
): Promise<string | undefined> {
  if (trialIds.length + protocols.length === 0) return undefined;
  const { rows } = await owner.query<{ id: string }>(
    'select id from trial where id = any ($1) or protocol = any ($2) order by id limit 1',
    [trialIds, protocols],
  );
  return rows[0]?.id;
}
