import pg from 'pg';
import { createAuth } from './auth.ts';

/** What `auth generate` reads to write db/auth-table.ts; never connects. */
export const auth = createAuth(new pg.Pool(), {
  secret: 'used by the generator of tables alone',
  publicUrl: undefined,
  isDemo: false,
});
