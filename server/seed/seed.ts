import type { Database } from '@readout/db/database.ts';
import { openDemoTrial } from './open-demo-trial.ts';
import { proveDemoPeople } from './prove-demo-people.ts';
import { seedReads } from './seed-reads.ts';
import { seedSignatures } from './seed-signatures.ts';
import { seedSubjects } from './seed-subjects.ts';
import { GLIOMA_STORY } from './glioma/story.ts';
import { LUNG_STORY } from './lung/story.ts';
import { LYMPHOMA_STORY } from './lymphoma/story.ts';
import { tellStory, type ToldStory } from './story.ts';
import { trainDemoPeople } from './train-demo-people.ts';
import { addDemoPeople, type DemoPeople } from './add-demo-people.ts';
import { setTrialState } from '@readout/graphql/trial/set-trial-state.ts';
import { transact } from '@readout/db/transact.ts';

/** Any constant: processes that seed the same database take this lock. */
const LOCK = 7_311_033;

/** The trials of the demonstration, in the order in which they are made. */
const STORIES: readonly { readonly protocol: string; readonly tellIt: () => ToldStory }[] = [
  { protocol: LUNG_STORY.trial.protocol, tellIt: () => tellStory(LUNG_STORY) },
  { protocol: LYMPHOMA_STORY.trial.protocol, tellIt: () => tellStory(LYMPHOMA_STORY) },
  { protocol: GLIOMA_STORY.trial.protocol, tellIt: () => tellStory(GLIOMA_STORY) },
];

/**
 * Plays the demonstration's trials through the functions that people's requests run, each as the person whose work it is.
 *
 * Every step is one transaction and looks first whether it is done, so that a seed that was killed goes on where it stopped; a trial is
 * ONGOING once all is there, and then nothing happens to it.
 *
 * @param tell is told what is going on, in short lines
 */
export async function seedDemo(database: Database, tell: (line: string) => void): Promise<void> {
  const guard = await database.owner.connect();
  try {
    await guard.query('select pg_advisory_lock($1)', [LOCK]);
    const { rows } = await guard.query<{ protocol: string }>(
      "select protocol from trial where state <> 'SET_UP'",
    );
    const made = new Set(rows.map(({ protocol }) => protocol));
    const people = await addDemoPeople(database);
    await proveDemoPeople(database, people);
    for (const { protocol, tellIt } of STORIES)
      if (!made.has(protocol)) await seedTrial(database, people, tellIt(), tell);
  } finally {
    await guard.query('select pg_advisory_unlock($1)', [LOCK]);
    guard.release();
  }
}

async function seedTrial(
  database: Database,
  people: DemoPeople,
  story: ToldStory,
  tell: (line: string) => void,
): Promise<void> {
  const { trial, subjects } = story;
  tell(
    `Making the demonstration: ${trial.protocol}, ${trial.indication ?? ''}, ${subjects.length} subjects …`,
  );
  const trialId = await openDemoTrial(database, people, trial);
  await trainDemoPeople(database, people, { trialId, protocol: trial.protocol });
  await seedSubjects({ database, people, trialId, story, tell });
  await seedReads({ database, people, trialId, story, tell });
  await seedSignatures({ database, people, trialId, story, tell });
  const act = { viewer: { userId: people.administrator }, reason: 'Sites are open and subjects enrolled' };
  await transact(database, act, (tx) => setTrialState(tx, { trialId, state: 'ONGOING' }));
  tell(`${trial.protocol} is ready.`);
}
