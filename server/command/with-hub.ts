import { readConfig } from '../config.ts';
import { openHub, type OpenHub } from '../open-hub.ts';

/** Runs a command's work on the database that the environment names, and closes it whatever happens. */
export async function withHub<Result>(work: (hub: OpenHub) => Promise<Result>): Promise<Result> {
  const hub = await openHub(readConfig(process.env));
  try {
    return await work(hub);
  } finally {
    await hub.close();
  }
}
