import type { ApolloServerPlugin } from '@apollo/server';
import type { Database } from '@readout/db/database.ts';
import { recordAct } from '@readout/db/record-act.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { asViewer, type Viewer } from '@readout/db/viewer.ts';
import type { Context as GraphqlContext } from '@readout/graphql/context.ts';
import { trialOfNodeId } from '@readout/graphql/node-id.ts';
import { sql } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import {
  Kind,
  valueFromASTUntyped,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

type Context = GraphqlContext & { readonly log: FastifyBaseLogger };

/** What is refused stays on the trail, in a transaction of its own, in the trial that it was tried in, where the person may know that trial. */
export const recordRefusals: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, operation, document, request, contextValue }) => {
      if (operation === undefined || String(operation.operation) !== 'mutation') return;
      const { database, viewer, log } = contextValue;
      for (const { originalError, path, message } of errors) {
        if (!(originalError instanceof Refusal) || path === undefined) continue;
        const name = String(path[0]);
        try {
          const field = findField(operation, document, name);
          await recordAct(database, viewer, {
            act: 'REFUSED',
            record: 'mutation',
            recordId: field?.name.value ?? name,
            trialId: await findKnownTrial(database, viewer, namesOf(field, request.variables ?? {})),
            details: { code: originalError.code },
            reason: message,
          });
        } catch (error) {
          log.error({ err: error }, 'a refused act was not recorded');
        }
      }
    },
  }),
};

/** The field of an operation that answers under a name, in a fragment too. */
function findField(
  { selectionSet }: OperationDefinitionNode,
  document: DocumentNode | undefined,
  name: string,
): FieldNode | undefined {
  const fragmentOf = (spread: string) =>
    document?.definitions.find(
      (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === spread,
    );
  const find = ({ selections }: SelectionSetNode): FieldNode | undefined => {
    for (const each of selections) {
      if (each.kind === Kind.FIELD) {
        if ((each.alias ?? each.name).value === name) return each;
        continue;
      }
      const inner = each.kind === Kind.INLINE_FRAGMENT ? each : fragmentOf(each.name.value);
      const found =
        inner && 'selectionSet' in inner && inner.selectionSet ? find(inner.selectionSet) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return find(selectionSet);
}

interface Named {
  readonly trialIds: readonly string[];
  readonly protocols: readonly string[];
}

/** What the arguments of a field name: ids of rows, and protocol numbers. Nothing else of them leaves, as there may be a password among them. */
function namesOf(field: FieldNode | undefined, variables: Readonly<Record<string, unknown>>): Named {
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

/**
 * The trial that a field was asked for, when row-level security shows it to the person.
 *
 * Else the person, who sees what they were refused outside of trials, would miss this one there, and know that the trial is.
 */
async function findKnownTrial(
  database: Database,
  viewer: Viewer,
  { trialIds, protocols }: Named,
): Promise<string | undefined> {
  if (trialIds.length + protocols.length === 0) return undefined;
  return asViewer(database, viewer, async (db) => {
    const { rows } = await db.execute<{ id: string }>(sql`
      select t.id from trial t where t.id::text in (select jsonb_array_elements_text(${JSON.stringify(trialIds)}::jsonb))
        or t.protocol in (select jsonb_array_elements_text(${JSON.stringify(protocols)}::jsonb)) order by t.id limit 1`);
    return rows[0]?.id;
  });
}
