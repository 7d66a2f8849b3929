import { openDatabase } from '@readout/db/database.ts';
import { startEmbedded } from '@readout/db/embedded.ts';
import { guardDefinitions } from '@readout/db/guard-definitions.ts';
import { migrate } from '@readout/db/migrate.ts';
import { createAuth } from './auth/auth.ts';
import type { Config } from './config.ts';
import type { Hub } from './http.ts';

export type OpenHub = Hub & { readonly close: () => Promise<void> };

/** Opens the configured database, or the embedded one, and brings it up to date. Close it, or PostgreSQL stays on. */
export async function openHub(config: Config): Promise<OpenHub> {
  const embedded =
    config.databaseUrl === undefined ? await startEmbedded({ dataDir: config.dataDir }) : undefined;
  try {
    const database = await openDatabase({
      ...config,
      databaseUrl: config.databaseUrl ?? embedded?.url ?? '',
    });
    // Once: an ending process closes what a failing one closes too.
    let closing: Promise<void> | undefined;
    const close = () => (closing ??= database.close().then(embedded?.stop));
    try {
      await migrate(database);
      if (embedded !== undefined) await guardDefinitions(embedded.superuserUrl, database);
      return { config, database, auth: createAuth({ database, config }), close };
    } catch (error) {
      await database.close();
      throw error;
    }
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}
