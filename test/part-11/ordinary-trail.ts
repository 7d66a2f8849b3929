import { person } from '@readout/db/table/person.ts';
import { statementAcceptance } from '@readout/db/table/statement-acceptance.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { enrolSubjects } from '@readout/graphql/subject/enrol-subjects.ts';
import { recordEvents } from '@readout/graphql/subject/record-events.ts';
import { receiveTimepoints } from '@readout/graphql/timepoint/receive-timepoints.ts';
import { grantRoles } from '@readout/graphql/trial/grant-roles.ts';
import { sql } from 'drizzle-orm';
import { newSubject } from '../graphql/read-trial.ts';
import { OPERATOR, type TestDatabase } from '../postgres.ts';
import type { SigningTrial } from './signing-trial.ts';

/** Writes as somebody, with a reason and perhaps a time zone of theirs. */
export type Act = (
  personId: string,
  reason: string,
  write: (tx: Transaction) => Promise<unknown>,
  zone?: string,
) => Promise<void>;

/** Subjects beside the one of the signing trial, each with a timepoint of three exams. */
const SUBJECTS = 40;

/** Those who review, proved and bound by their signature, as a data manager more. */
export async function addReviewers(db: TestDatabase, { trialId, as }: SigningTrial): Promise<void> {
  const roles = { auditor: 'AUDITOR', auditor2: 'AUDITOR', manager2: 'DATA_MANAGER' } as const;
  const ids = Object.keys(roles);
  await db.asOwner(async (tx) => {
    await tx
      .insert(person)
      .values(
        ids.map((id) => ({
          id,
          name: `The ${id}`,
          email: `${id}@test.example`,
          kind: 'PERSON' as const,
          identityMethod: 'Passport, seen',
          identityCheckedOn: '2026-01-01',
          identityCheckedById: OPERATOR.userId,
        })),
      )
      .execute();
    await tx
      .insert(statementAcceptance)
      .values(ids.map((personId) => ({ personId, version: 1 })))
      .execute();
  });
  await as(OPERATOR.userId, (tx) =>
    grantRoles(tx, {
      trialId,
      grants: Object.entries(roles).map(([personId, role]) => ({ personId, role })),
    }),
  );
}

/** Subjects, their first timepoint with three exams, and an event each, as a data manager enters them. @returns ids of the exams */
export async function enterSubjects({ trialId }: SigningTrial, act: Act): Promise<readonly string[]> {
  const exams: string[] = [];
  await act('manager', 'Enrolment log of the site', async (tx) => {
    const subjectIds = await enrolSubjects(tx, {
      trialId,
      subjects: Array.from({ length: SUBJECTS }, (_, at) => newSubject(`01-${String(at + 101)}`)),
    });
    await receiveTimepoints(tx, {
      trialId,
      timepoints: subjectIds.map((subjectId, at) => ({
        subjectId,
        code: 'BL',
        label: 'Baseline',
        assessedOn: '2026-01-05',
        isBaseline: true,
        receivedAt: null,
        exams: [1, 2, 3].map((nth) => ({
          modality: 'CT',
          acquiredOn: '2026-01-05',
          studyInstanceUid: `1.2.${at + 1}.${nth}`,
          receivedAt: null,
          series: [],
        })),
      })),
    });
    await recordEvents(tx, {
      trialId,
      events: subjectIds.map((subjectId, at) => ({
        subjectId,
        sourceKey: `E${at + 1}`,
        kind: 'OTHER',
        term: 'Fatigue',
        decodedTerm: null,
        category: null,
        occurredOn: '2026-02-01',
      })),
    });
    const { rows } = await tx.execute<{ id: string }>(
      sql`select id from exam where trial_id = ${trialId} order by study_instance_uid collate "C"`,
    );
    exams.push(...rows.map(({ id }) => id));
  });
  return exams;
}

/** Thirty corrections such as every trial has: by day, before any lock, each with a reason of its own. */
export async function correctDates(act: Act, exams: readonly string[]): Promise<void> {
  for (const [at, id] of exams.slice(0, 30).entries())
    await act('manager', `Query ${at + 100} answered: the site had read the date of the form wrongly`, (tx) =>
      tx.execute(sql`update exam set acquired_on = acquired_on + 1 where id = ${id}`),
    );
}
