import type { Database } from '@readout/db/database.ts';
import { transact } from '@readout/db/transact.ts';
import { recordTraining, requireTraining } from '@readout/graphql/access/record-training.ts';
import type { DemoPeople } from './add-demo-people.ts';
import { addDays } from './calendar.ts';
import { DEMO_PEOPLE, type DemoPersonKey } from './people.ts';

const GCP = 'ICH E6(R3) good clinical practice';
const GCP_ROLES = [
  'MEDICAL_MONITOR',
  'DATA_MANAGER',
  'READER',
  'ADJUDICATOR',
  'IMAGE_ANALYST',
  'TRIAL_ADMINISTRATOR',
] as const;
const READING_ROLES = ['READER', 'ADJUDICATOR'] as const;

/** What stands where a real hub names a certificate. */
const EVIDENCE = 'Demonstration: no course was given';

/** Asks of the roles of a trial what a core lab asks, and records that its people have it, unless something is asked already. */
export async function trainDemoPeople(
  database: Database,
  people: DemoPeople,
  { trialId, protocol }: { readonly trialId: string; readonly protocol: string },
): Promise<void> {
  const { rowCount } = await database.owner.query('select from training_requirement where trial_id = $1', [
    trialId,
  ]);
  if (rowCount !== 0) return;
  const charter = `Imaging charter of ${protocol}`;
  const completedOn = addDays(new Date().toISOString().slice(0, 10), -30);
  const keys = Object.keys(DEMO_PEOPLE) as DemoPersonKey[];
  const completed = keys.flatMap((key) => {
    const { role } = DEMO_PEOPLE[key];
    const courses = [
      ...(GCP_ROLES.some((each) => each === role) ? [GCP] : []),
      ...(READING_ROLES.some((each) => each === role) ? [charter] : []),
    ];
    return courses.map((course) => ({
      trialId,
      personId: people[key],
      course,
      completedOn,
      expiresOn: null,
      evidence: EVIDENCE,
    }));
  });
  const isOwn = ({ personId }: { readonly personId: string }) => personId === people.administrator;
  // Nobody records their own.
  await transact(
    database,
    { viewer: { userId: people.dataManager }, reason: 'Training of the administrator' },
    (tx) => recordTraining(tx, completed.filter(isOwn)),
  );
  await transact(
    database,
    { viewer: { userId: people.administrator }, reason: 'Training before the first read' },
    async (tx) => {
      for (const role of GCP_ROLES)
        await requireTraining(tx, { trialId, role, course: GCP, validMonths: 36 });
      for (const role of READING_ROLES)
        await requireTraining(tx, { trialId, role, course: charter, validMonths: 24 });
      await recordTraining(
        tx,
        completed.filter((each) => !isOwn(each)),
      );
    },
  );
}
