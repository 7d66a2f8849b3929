import { openDatabase } from '@readout/db/database.ts';
import { createAuth } from './auth.ts';

const secret = 'used by the generator of tables alone';

/** What `auth generate` reads to write db/auth-table.ts; never connects. */
export const auth = createAuth({
  database: await openDatabase({ databaseUrl: 'postgresql://nobody@localhost/nothing', secret }),
  config: {
    secret,
    publicUrl: undefined,
    isDemo: false,
    securityContact: undefined,
    oidc: undefined,
    requiresSecondFactor: false,
  },
});
