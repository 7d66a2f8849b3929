import { insertRows } from '@readout/db/insert-rows.ts';
import { newId } from '@readout/db/new-id.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { arm, charter, schedule, site, type CharterCriteria } from '@readout/db/table/trial.ts';
import type { ADJUDICATION_VARIABLES, READ_DESIGNS } from '@readout/db/term.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import { keepChosen } from './chosen-criteria.ts';

export interface NewTrial {
  readonly sponsor: string;
  readonly protocol: string;
  readonly title: string;
  readonly phase: string | null;
  readonly indication: string | null;
  readonly isBlinded: boolean;
  readonly isRandomised: boolean;
  readonly plannedSubjects: number | null;
  /** ISO 8601. */
  readonly firstPlannedOn: string | null;
  readonly lastPlannedOn: string | null;
  /** In order of display. */
  readonly arms: readonly { readonly code: string; readonly name: string }[];
  /** Countries are ISO 3166-1 alpha-3. */
  readonly sites: readonly { readonly code: string; readonly name: string; readonly country: string }[];
  readonly schedule: readonly PlannedTimepoint[];
  readonly charter: NewCharter;
}

export interface PlannedTimepoint {
  readonly code: string;
  readonly label: string;
  /** Study day, first dose being day 1; null where the protocol names none, as for the baseline. */
  readonly day: number | null;
  readonly windowBeforeDays: number;
  readonly windowAfterDays: number;
  /** DICOM modalities. */
  readonly modalities: readonly string[];
  readonly isBaseline: boolean;
}

export interface NewCharter {
  /** The first is the primary. */
  readonly criteria: readonly CharterCriteria[];
  readonly readDesign: (typeof READ_DESIGNS)[number];
  readonly adjudicationVariable: (typeof ADJUDICATION_VARIABLES)[number];
  readonly isSequential: boolean;
}

/**
 * Sets up a trial that is read in the hub: its sponsor where that is new, arms, sites, schedule and the first charter.
 *
 * The person becomes its trial administrator and data manager. Audited: each row.
 *
 * @returns the id of the trial, whose state is SET_UP
 * @throws Refusal FORBIDDEN for one who may not open trials; CONFLICT when the protocol number is taken; BAD_INPUT for a charter that no criteria can follow
 */
export async function openTrial(tx: Transaction, input: NewTrial): Promise<string> {
  const criteria = keepChosen(input.charter.criteria);
  const trialId = newId();
  await openEmptyTrial(tx, trialId, input);
  await insertRows(
    tx,
    arm,
    input.arms.map((each, at) => ({ trialId, id: newId(), ...each, position: at + 1 })),
  );
  await insertRows(
    tx,
    site,
    input.sites.map((each) => ({ trialId, id: newId(), ...each })),
  );
  await insertRows(
    tx,
    schedule,
    input.schedule.map((each) => ({ trialId, id: newId(), ...each, modalities: [...each.modalities] })),
  );
  await insertRows(tx, charter, [
    { trialId, id: newId(), version: 1, ...input.charter, criteria, adoptedAt: new Date() },
  ]);
  return trialId;
}

async function openEmptyTrial(tx: Transaction, trialId: string, input: NewTrial): Promise<void> {
  const record = {
    id: trialId,
    protocol: input.protocol,
    title: input.title,
    phase: input.phase,
    indication: input.indication,
    is_blinded: input.isBlinded,
    is_randomised: input.isRandomised,
    planned_subjects: input.plannedSubjects,
    first_planned_on: input.firstPlannedOn,
    last_planned_on: input.lastPlannedOn,
    state: 'SET_UP',
    origin: 'HUB',
    new_sponsor_id: newId(),
    membership_ids: [newId(), newId()],
  };
  try {
    await tx.execute(sql`select private.open_trial(${JSON.stringify(record)}::jsonb, ${input.sponsor})`);
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (cause instanceof Error && 'code' in cause && cause.code === '23505')
      throw new Refusal('CONFLICT', `There is a trial with the protocol number ${input.protocol} already.`);
    throw error;
  }
}
