import SchemaBuilder from '@pothos/core';
import complexity from '@pothos/plugin-complexity';
import drizzle from '@pothos/plugin-drizzle';
import relay from '@pothos/plugin-relay';
import scopeAuth from '@pothos/plugin-scope-auth';
import { Refusal } from '@readout/db/refusal.ts';
import { relations } from '@readout/db/relations.ts';
import { getTableConfig } from 'drizzle-orm/pg-core';
import { GraphQLError } from 'graphql';
import type { Context } from './context.ts';
import { isRowKey } from './node-id.ts';
import { scopesOf, type Scopes } from './permission.ts';

/** Rows that a list counts for in a request's complexity. Lists of a clinical page are short; long ones multiply by what is asked for. */
export const LIST_ROWS = 4;

/** What the schema is built with. A query that a field runs ends in `.execute()`: a lazy one runs at each `then`. */
export const builder = new SchemaBuilder<{
  Context: Context;
  AuthScopes: Scopes;
  DefaultFieldNullability: false;
  DrizzleRelations: typeof relations;
  Scalars: {
    ID: { Input: string; Output: string };
    Date: { Input: string; Output: string };
    DateTime: { Input: Date; Output: Date | string };
    JSON: { Input: unknown; Output: unknown };
  };
}>({
  // Authorisation stands first, so that nothing runs before it.
  plugins: [scopeAuth, complexity, relay, drizzle],
  defaultFieldNullability: false,
  scopeAuth: { authScopes: scopesOf },
  complexity: {
    limit: { depth: 14, complexity: 60_000, breadth: 400 },
    defaultListMultiplier: LIST_ROWS,
    complexityError: (kind) =>
      new Refusal(
        'TOO_COMPLEX',
        `This request asks for too much at once (${kind}); ask for fewer rows or fields.`,
      ),
  },
  relay: {
    nodeQueryOptions: {
      description: 'Whatever has this id; null when it is not there or not readable.',
      resolve: async (_root, { id }, _context, _info, resolveNode) => {
        if (!isRowKey(id.id)) return null;
        try {
          return await resolveNode(id);
        } catch (error) {
          // What row-level security hides is not found; the plugin throws for it.
          if (error instanceof Error && /^Model \w+\(.*\) not found$/.test(error.message)) return null;
          throw error;
        }
      },
    },
    nodesQueryOptions: false,
    nodeTypeOptions: { description: 'Something with an id of its own.' },
    pageInfoTypeOptions: { description: 'Where a page stands in its list.' },
    idFieldOptions: { description: 'Names the type and the row; opaque.' },
  },
  drizzle: { client: (context) => context.db, getTableConfig, relations },
});

builder.queryType({
  description: 'What can be asked. Row-level security decides which rows are there.',
  authScopes: { isSignedIn: true },
});

const DAY = /^\d{4}-\d{2}-\d{2}$/;

builder.scalarType('Date', {
  description: 'A calendar date, ISO 8601: 2026-03-14.',
  serialize: (value) => value,
  parseValue: (value) => {
    if (typeof value === 'string' && DAY.test(value)) return value;
    throw new GraphQLError('A date is written as 2026-03-14.');
  },
});
builder.scalarType('DateTime', {
  description: 'An instant, ISO 8601 in UTC: 2026-03-14T09:26:53.000Z.',
  serialize: (value) => new Date(value).toISOString(),
  parseValue: (value) => {
    const instant = typeof value === 'string' ? new Date(value) : new Date(Number.NaN);
    if (Number.isNaN(instant.getTime()))
      throw new GraphQLError('An instant is written as 2026-03-14T09:26:53Z.');
    return instant;
  },
});
builder.scalarType('JSON', {
  description: 'Any JSON value.',
  serialize: (value) => value,
  parseValue: (value) => value,
});
