import { newId } from '@readout/db/new-id.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { trainingRecord, trainingRequirement } from '@readout/db/table/training.ts';
import type { Role } from '@readout/db/term.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { and, eq } from 'drizzle-orm';

export interface RequiredCourse {
  readonly trialId: string;
  readonly role: Role;
  readonly course: string;
  /** null: good for good. */
  readonly validMonths: number | null;
}

/**
 * Asks a course of a role, or changes for how long it is good.
 *
 * For a trial administrator. Audited: the requirement.
 *
 * @throws Refusal FORBIDDEN for anybody else; BAD_INPUT without a name, or for months that are none
 */
export async function requireTraining(tx: Transaction, asked: RequiredCourse): Promise<void> {
  const { validMonths } = asked;
  const course = asked.course.trim();
  if (course === '') throw new Refusal('BAD_INPUT', 'Name the course.');
  if (validMonths !== null && !(validMonths >= 1 && validMonths <= 240))
    throw new Refusal('BAD_INPUT', 'A course is good for 1 to 240 months, or for good.');
  await tx
    .insert(trainingRequirement)
    .values({ ...asked, course })
    .onConflictDoUpdate({
      target: [trainingRequirement.trialId, trainingRequirement.role, trainingRequirement.course],
      set: { validMonths },
    })
    .execute();
}

/**
 * Asks a course of a role no more. What was recorded of it stays.
 *
 * @throws Refusal NOT_FOUND; FORBIDDEN for anybody but a trial administrator
 */
export async function dropRequirement(
  tx: Transaction,
  { trialId, role, course }: Omit<RequiredCourse, 'validMonths'>,
): Promise<void> {
  const isIt = and(
    eq(trainingRequirement.trialId, trialId),
    eq(trainingRequirement.role, role),
    eq(trainingRequirement.course, course),
  );
  const [found] = await tx
    .select({ id: trainingRequirement.id })
    .from(trainingRequirement)
    .where(isIt)
    .execute();
  if (found === undefined) throw new Refusal('NOT_FOUND', 'This course is not asked of this role.');
  const gone = await tx
    .delete(trainingRequirement)
    .where(isIt)
    .returning({ id: trainingRequirement.id })
    .execute();
  if (gone.length === 0)
    throw new Refusal('FORBIDDEN', 'A trial administrator says what training is asked for.');
}

export interface CompletedCourse {
  readonly trialId: string;
  readonly personId: string;
  readonly course: string;
  /** ISO 8601. */
  readonly completedOn: string;
  /** The last day, where it ends before the requirement says; null: as that says. */
  readonly expiresOn: string | null;
  readonly evidence: string;
}

/**
 * Records that people completed courses.
 *
 * For a trial administrator or data manager, and not of oneself: the database refuses that, and says who recorded and when. Audited.
 *
 * @throws Refusal FORBIDDEN; BAD_INPUT for a last day before the first
 */
export async function recordTraining(tx: Transaction, completed: readonly CompletedCourse[]): Promise<void> {
  if (completed.some(({ completedOn, expiresOn }) => expiresOn !== null && expiresOn < completedOn))
    throw new Refusal('BAD_INPUT', 'Training expires after it is completed.');
  // The database writes who records, whatever stands here.
  await tx
    .insert(trainingRecord)
    .values(completed.map((each) => ({ ...each, id: newId(), recordedById: each.personId })))
    .execute();
}
