import { builder } from './builder.ts';

builder.mutationType({
  description: 'What can be done. Every act has a reason, and is on the audit trail with it.',
  authScopes: { isSignedIn: true },
});
