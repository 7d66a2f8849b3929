import type { Database } from '@readout/db/database.ts';
import { transact } from '@readout/db/transact.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { assignReviews } from '@readout/graphql/review/assign-reviews.ts';
import { enrolSubjects } from '@readout/graphql/subject/enrol-subjects.ts';
import { recordEvents } from '@readout/graphql/subject/record-events.ts';
import { recordExposures } from '@readout/graphql/subject/record-exposures.ts';
import { receiveTimepoints } from '@readout/graphql/timepoint/receive-timepoints.ts';
import type { DemoPeople } from './add-demo-people.ts';
import type { ToldStory } from './story.ts';

export interface Seeding {
  readonly database: Database;
  readonly people: DemoPeople;
  readonly trialId: string;
  readonly story: ToldStory;
  readonly tell: (line: string) => void;
}

/** Enrols the subjects, records treatment and events, receives the scans and assigns the reviews; skips what is there. */
export async function seedSubjects({
  database,
  people,
  trialId,
  story: { trial, subjects, isFdgAvid },
  tell,
}: Seeding): Promise<void> {
  const isEmpty = async (table: 'subject' | 'exposure' | 'timepoint' | 'review') =>
    (await database.owner.query(`select from ${table} where trial_id = $1 limit 1`, [trialId])).rows
      .length === 0;
  const act = <Answer>(userId: string, reason: string, write: (tx: Transaction) => Promise<Answer>) =>
    transact(database, { viewer: { userId }, reason }, write);

  if (await isEmpty('subject')) {
    tell('  subjects');
    await act(people.dataManager, 'Enrolment log of the sites', (tx) =>
      enrolSubjects(tx, {
        trialId,
        subjects: subjects.map(
          ({
            number,
            siteCode,
            country,
            sex,
            ageYears,
            race,
            ethnicity,
            consentedOn,
            randomisedOn,
            arm,
          }) => ({
            number,
            usubjid: `${trial.protocol}-${number}`,
            siteCode,
            country,
            sex,
            ageYears,
            race,
            ethnicity,
            consentedOn,
            randomisedOn,
            armCode: arm,
            isFdgAvid,
          }),
        ),
      }),
    );
  }
  const subjectIds = await listSubjectIds(database, trialId);
  const idOf = (number: string): string => {
    const id = subjectIds.get(number);
    if (id === undefined) throw new Error(`The subject ${number} was not enrolled.`);
    return id;
  };
  if (await isEmpty('exposure')) {
    tell('  treatment and events');
    await act(people.dataManager, 'Transfer from the clinical database', async (tx) => {
      await recordExposures(tx, {
        trialId,
        exposures: subjects.flatMap(({ number, exposures }) =>
          exposures.map((each) => ({ subjectId: idOf(number), ...each })),
        ),
      });
      await recordEvents(tx, {
        trialId,
        events: subjects.flatMap(({ number, events }) =>
          events.map((each) => ({ subjectId: idOf(number), ...each })),
        ),
      });
    });
  }
  if (await isEmpty('timepoint')) {
    tell('  scans');
    await act(people.imageAnalyst, 'Scans received from the sites', (tx) =>
      receiveTimepoints(tx, {
        trialId,
        timepoints: subjects.flatMap(({ number, timepoints }) =>
          timepoints.map((each) => ({ subjectId: idOf(number), ...each })),
        ),
      }),
    );
  }
  if (await isEmpty('review')) {
    const personOf = {
      INVESTIGATOR: people.investigator,
      READER_1: people.reader1,
      READER_2: people.reader2,
    };
    await act(people.administrator, 'Readers assigned by the charter', (tx) =>
      assignReviews(tx, {
        trialId,
        assignments: subjects.flatMap(({ number, reviews }) =>
          reviews.map(({ evaluator }) => ({
            subjectId: idOf(number),
            evaluator,
            personId: personOf[evaluator],
          })),
        ),
      }),
    );
  }
}

/** Ids of the trial's subjects by number. */
export async function listSubjectIds(
  database: Database,
  trialId: string,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await database.owner.query<{ id: string; number: string }>(
    'select id, number from subject where trial_id = $1',
    [trialId],
  );
  return new Map(rows.map(({ number, id }) => [number, id]));
}
