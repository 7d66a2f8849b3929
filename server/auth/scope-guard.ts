import type { ApolloServerPlugin } from '@apollo/server';
import { Refusal, type RefusalCode } from '@readout/db/refusal.ts';
import type { TokenScope } from '@readout/db/term.ts';
import { GraphQLError, OperationTypeNode, visit } from 'graphql';
import type { Duty } from './session.ts';

export interface ScopedContext {
  /** What an API token is good for; undefined: a person at a browser. */
  readonly scopes: readonly TokenScope[] | undefined;
}

/** What is asked of a person before anything else is answered. */
export const DUTIES = {
  CHANGE_PASSWORD: {
    code: 'PASSWORD_EXPIRED',
    message: 'Change your password first: it was set by somebody else, or is too old.',
  },
  ADD_SECOND_FACTOR: {
    code: 'SECOND_FACTOR_MISSING',
    message: 'Set up an authenticator or a passkey first: it is asked for here.',
  },
} as const satisfies Record<Duty, { readonly code: RefusalCode; readonly message: string }>;

/** An API token does what its scopes name: read a query, write a mutation, and the audit trail only with audit. */
export const refuseBeyondScope: ApolloServerPlugin<ScopedContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ document, operation, contextValue: { scopes } }) => {
      if (scopes === undefined) return;
      const needed = new Set<TokenScope>([
        operation?.operation === OperationTypeNode.QUERY ? 'read' : 'write',
      ]);
      visit(document, {
        Field: ({ name }) => {
          if (/^audit/i.test(name.value)) needed.add('audit');
        },
      });
      for (const scope of needed) {
        if (scopes.includes(scope)) continue;
        const refusal = new Refusal('FORBIDDEN', `This API token is not good for "${scope}".`);
        throw new GraphQLError(refusal.message, {
          originalError: refusal,
          extensions: { code: refusal.code, http: { status: 403 } },
        });
      }
    },
  }),
};
