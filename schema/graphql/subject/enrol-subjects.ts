import { insertRows } from '@readout/db/insert-rows.ts';
import { newId } from '@readout/db/new-id.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { subject, subjectCourse } from '@readout/db/table/subject.ts';
import { arm, site } from '@readout/db/table/trial.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { eq, sql } from 'drizzle-orm';
import { recordEvents } from './record-events.ts';

export interface Enrolment {
  readonly trialId: string;
  readonly subjects: readonly NewSubject[];
}

export interface NewSubject {
  readonly number: string;
  readonly usubjid: string;
  readonly siteCode: string;
  /** ISO 3166-1 alpha-3. */
  readonly country: string | null;
  readonly sex: string | null;
  readonly ageYears: number | null;
  readonly race: string | null;
  readonly ethnicity: string | null;
  /** Whether the lymphoma takes up FDG; null or left out: not told. */
  readonly isFdgAvid?: boolean | null;
  /** ISO 8601. */
  readonly consentedOn: string;
  /** null: not randomised. */
  readonly randomisedOn: string | null;
  /** The arm assigned; null: none. */
  readonly armCode: string | null;
}

/**
 * Enrols subjects: who they are, the arm each is assigned, consent and randomisation.
 *
 * For a data manager or trial administrator, who need not see arms to hand them on. Audited: each row.
 *
 * @returns the ids, in the order given
 * @throws Refusal FORBIDDEN for anybody else; BAD_INPUT for a site or arm that the trial has not
 */
export async function enrolSubjects(
  tx: Transaction,
  { trialId, subjects }: Enrolment,
): Promise<readonly string[]> {
  const sites = await tx
    .select({ id: site.id, code: site.code })
    .from(site)
    .where(eq(site.trialId, trialId))
    .execute();
  const arms = await tx
    .select({ id: arm.id, code: arm.code })
    .from(arm)
    .where(eq(arm.trialId, trialId))
    .execute();
  const siteIds = new Map(sites.map(({ code, id }) => [code, id]));
  const armIds = new Map(arms.map(({ code, id }) => [code, id]));
  const enrolled = subjects.map((each) => {
    const siteId = siteIds.get(each.siteCode);
    if (siteId === undefined) throw new Refusal('BAD_INPUT', `The trial has no site ${each.siteCode}.`);
    const armId = each.armCode === null ? null : armIds.get(each.armCode);
    if (armId === undefined) throw new Refusal('BAD_INPUT', `The trial has no arm ${each.armCode}.`);
    return { ...each, id: newId(), siteId, armId };
  });
  await insertRows(
    tx,
    subject,
    enrolled.map(({ id, siteId, number, usubjid, country, sex, ageYears, race, ethnicity, isFdgAvid }) => ({
      trialId,
      id,
      siteId,
      number,
      usubjid,
      country,
      sex,
      ageYears,
      race,
      ethnicity,
      isFdgAvid: isFdgAvid ?? null,
    })),
  );
  await insertRows(
    tx,
    subjectCourse,
    enrolled.map(({ id }) => ({ trialId, subjectId: id })),
  );
  const assigned = enrolled
    .filter(({ armId }) => armId !== null)
    .map(({ id, armId }) => ({ subject_id: id, arm_id: armId, actual_arm_id: armId }));
  await tx.execute(sql`select private.put_subject_arms(${trialId}, ${JSON.stringify(assigned)}::jsonb)`);
  await recordEvents(tx, {
    trialId,
    events: enrolled.flatMap(({ id, consentedOn, randomisedOn }) => [
      {
        subjectId: id,
        sourceKey: 'CONSENT',
        kind: 'INFORMED_CONSENT' as const,
        term: 'Informed consent obtained',
        decodedTerm: 'INFORMED CONSENT OBTAINED',
        category: 'PROTOCOL MILESTONE',
        occurredOn: consentedOn,
      },
      ...(randomisedOn === null
        ? []
        : [
            {
              subjectId: id,
              sourceKey: 'RANDOMISATION',
              kind: 'RANDOMISATION' as const,
              term: 'Randomised',
              decodedTerm: 'RANDOMIZED',
              category: 'PROTOCOL MILESTONE',
              occurredOn: randomisedOn,
            },
          ]),
    ]),
  });
  return enrolled.map(({ id }) => id);
}
