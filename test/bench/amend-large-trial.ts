import type { Database } from '@readout/db/database.ts';
import { insertRows } from '@readout/db/insert-rows.ts';
import { membership } from '@readout/db/table/person.ts';
import { transact, transactAsOwner } from '@readout/db/transact.ts';
import { asViewer } from '@readout/db/viewer.ts';
import { amendCharter } from '@readout/graphql/charter/amend-charter.ts';
import { compareAmendment } from '@readout/graphql/charter/compare-amendment.ts';
import {
  getHeldCharter,
  proposeCharter,
  type CharterProposal,
} from '@readout/graphql/charter/proposed-charter.ts';
import type { LargeTrial } from './large-trial.ts';
import { idOf } from './row-id.ts';

/** How long an amendment of a large trial's charter takes, s. */
export interface AmendmentDuration {
  readonly name: string;
  readonly previewS: number;
  readonly amendS: number;
  /** Answers that it changes, adds or withdraws. */
  readonly changes: number;
}

const ADMINISTRATOR = { userId: 'readout' } as const;
const ACT = { viewer: ADMINISTRATOR, reason: 'How long does an amendment take?' };
const TERMS = { readDesign: null, adjudicationVariable: null, isSequential: null };

/** Each in turn, on the charter that the one before left. */
const AMENDMENTS: readonly (CharterProposal & { readonly name: string })[] = [
  {
    ...TERMS,
    name: 'RECIST 1.1 with confirmation',
    criteria: [{ criteria: 'recist-1.1', settings: { confirmation: true } }],
  },
  {
    ...TERMS,
    name: 'iRECIST beside it',
    criteria: [
      { criteria: 'recist-1.1', settings: { confirmation: true } },
      { criteria: 'irecist', settings: {} },
    ],
  },
  {
    ...TERMS,
    name: 'RECIST 1.1 alone again',
    criteria: [{ criteria: 'recist-1.1', settings: { confirmation: true } }],
  },
];

/** Previews and adopts amendments of a large trial's charter. */
export async function measureAmendments(
  database: Database,
  { trialId }: LargeTrial,
): Promise<readonly AmendmentDuration[]> {
  await transactAsOwner(database, ACT, (tx) =>
    insertRows(tx, membership, [
      { trialId, id: idOf('membership', 1), personId: ADMINISTRATOR.userId, role: 'TRIAL_ADMINISTRATOR' },
    ]),
  );
  const durations: AmendmentDuration[] = [];
  for (const { name, ...proposal } of AMENDMENTS) {
    const startedMs = performance.now();
    const { fingerprint, changes } = await asViewer(database, ADMINISTRATOR, async (db) => {
      const held = await getHeldCharter(db, trialId);
      return compareAmendment(db, trialId, held, proposeCharter(held, proposal));
    });
    const seenMs = performance.now();
    await transact(database, ACT, (tx) => amendCharter(tx, { trialId, proposal, fingerprint }));
    const doneMs = performance.now();
    durations.push({
      name,
      previewS: (seenMs - startedMs) / 1000,
      amendS: (doneMs - seenMs) / 1000,
      changes: changes.length,
    });
  }
  return durations;
}
