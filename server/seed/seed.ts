import type { Database } from '@readout/db/database.ts';
import { openDemoTrial } from './open-demo-trial.ts';
import { seedReads } from './seed-reads.ts';
import { seedSubjects } from './seed-subjects.ts';
import { tellDemoTrial } from './demo-trial.ts';
import { DEMO_TRIAL } from './demo-protocol.ts';
import { addDemoPeople } from './add-demo-people.ts';
import { setTrialState } from '@readout/graphql/trial/set-trial-state.ts';
import { transact } from '@readout/db/transact.ts';

/** Any constant: processes that seed the same database take this lock. */
const LOCK = 7_311_033;

/**
 * Plays the demonstration's trial through the functions that people's requests run, each as the person whose work it is.
 *
 * Every step is one transaction and looks first whether it is done, so that a seed that was killed goes on where it stopped; the trial is
 * ONGOING once all is there, and then nothing happens.
 *
 * @param tell is told what is going on, in short lines
 */
export async function seedDemo(database: Database, tell: (line: string) => void): Promise<void> {
  const guard = await database.owner.connect();
  try {
    await guard.query('select pg_advisory_lock($1)', [LOCK]);
    const { rows } = await guard.query<{ state: string }>('select state from trial where protocol = $1', [
      DEMO_TRIAL.protocol,
    ]);
    if (rows[0] !== undefined && rows[0].state !== 'SET_UP') return;
    tell('Making the demonstration: a trial of 240 subjects …');
    const people = await addDemoPeople(database);
    const trialId = await openDemoTrial(database, people);
    const story = tellDemoTrial();
    await seedSubjects({ database, people, trialId, story, tell });
    await seedReads({ database, people, trialId, story, tell });
    const act = { viewer: { userId: people.administrator }, reason: 'Sites are open and subjects enrolled' };
    await transact(database, act, (tx) => setTrialState(tx, { trialId, state: 'ONGOING' }));
    tell('The demonstration is ready.');
  } finally {
    await guard.query('select pg_advisory_unlock($1)', [LOCK]);
    guard.release();
  }
}
