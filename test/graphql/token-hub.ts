import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { membership } from '@readout/db/table/person.ts';
import type { Role } from '@readout/db/term.ts';
import { addPerson } from '@readout/server/auth/add-person.ts';
import { createAuth } from '@readout/server/auth/auth.ts';
import { createToken } from '@readout/server/auth/create-token.ts';
import { readConfig } from '@readout/server/config.ts';
import { createHttp } from '@readout/server/http.ts';
import type { TestDatabase } from '../postgres.ts';
import { OPERATOR } from '../postgres.ts';

type App = Awaited<ReturnType<typeof createHttp>>;

export interface TokenHub {
  readonly app: App;
  /** Somebody new with a role in a trial: the person's id, and a header that asks as that person. */
  readonly join: (trialId: string, role: Role, name: string) => Promise<Member>;
}
export interface Member {
  readonly personId: string;
  readonly headers: { readonly authorization: string };
}

/** The hub's routes over a test's database, asked with API tokens. Close `app` in the end. */
export async function openTokenHub({ database, asOwner }: TestDatabase): Promise<TokenHub> {
  const folder = await mkdtemp(join(tmpdir(), 'readout-token-'));
  const config = readConfig({
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.url,
    READOUT_DATA: folder,
  });
  const auth = createAuth({ database, config });
  const app = await createHttp({ config, database, auth });
  app.addHook('onClose', () => rm(folder, { recursive: true, force: true }));
  return {
    app,
    join: async (trialId, role, name) => {
      const email = `${name.toLowerCase().replaceAll(/\W+/g, '.')}@example.org`;
      const personId = await addPerson(
        database,
        { email, name, password: 'a dozen purple giraffes' },
        { viewer: OPERATOR, reason: 'Set up for a test' },
      );
      await asOwner((tx) => tx.insert(membership).values({ trialId, personId, role }).execute());
      const token = await createToken(auth, {
        personId,
        name: 'test',
        days: 1,
        scopes: ['read', 'write', 'audit'],
      });
      return { personId, headers: { authorization: `Bearer ${token}` } };
    },
  };
}
