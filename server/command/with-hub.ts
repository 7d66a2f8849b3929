import { readConfig } from '../config.ts';
import type { OpenHub } from '../open-hub.ts';

/** Runs a command's work on the database that the environment names, and closes it whatever happens. */
export async function withHub<Result>(work: (hub: OpenHub) => Promise<Result>): Promise<Result> {
  // Loaded here, because a command without database should not wait a second for the server's libraries.
  const { openHub } = await import('../open-hub.ts');
  const hub = await openHub(readConfig(process.env));
  try {
    return await work(hub);
  } finally {
    await hub.close();
  }
}
