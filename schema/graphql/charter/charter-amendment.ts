import { Refusal } from '@readout/db/refusal.ts';
import { transact } from '@readout/db/transact.ts';
import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { Charter } from '../trial/charter.ts';
import { amendCharter } from './amend-charter.ts';
import { CharterAmendmentInput, proposalOfInput } from './amendment-input.ts';
import { CharterAmendmentPreview } from './amendment-preview.ts';
import { compareAmendment } from './compare-amendment.ts';
import { getHeldCharter, proposeCharter } from './proposed-charter.ts';

builder.queryField('previewCharterAmendment', (t) =>
  t.field({
    type: CharterAmendmentPreview,
    description:
      'Derives every review of a trial by a proposed charter, in memory, and tells what would be another answer. For a trial administrator or data manager. NOT_FOUND, FORBIDDEN, BAD_INPUT.',
    args: { input: t.arg({ type: CharterAmendmentInput, required: true, description: 'The charter.' }) },
    // It derives all reviews of the trial: once a request.
    complexity: 31_000,
    resolve: async (_root, { input }, { db }) => {
      const { trialId, proposal } = await proposalOfInput(db, input);
      const { rows } = await db.execute<{ may: boolean }>(
        sql`select ${trialId}::uuid = any (private.kept_trials()) as may`,
      );
      if (rows[0]?.may !== true)
        throw new Refusal('FORBIDDEN', 'A trial administrator or data manager looks at an amendment.');
      const held = await getHeldCharter(db, trialId);
      const proposed = proposeCharter(held, proposal);
      return { ...(await compareAmendment(db, trialId, held, proposed)), trialId, held, proposed };
    },
  }),
);

builder.mutationField('amendCharter', (t) =>
  t.drizzleField({
    type: Charter,
    description:
      'Adopts the next version of a charter that was previewed, and derives and stores every review by it. For a trial administrator. NOT_FOUND, FORBIDDEN, BAD_INPUT, CONFLICT when the preview is out of date, REASON_MISSING.',
    args: {
      input: t.arg({
        type: CharterAmendmentInput,
        required: true,
        description: 'The charter, as previewed.',
      }),
      fingerprint: t.arg.string({ required: true, description: 'That of the preview.' }),
      reason: t.arg.string({ required: true, description: 'Why, for the audit trail.' }),
    },
    resolve: async (query, _root, { input, fingerprint, reason }, { db, database, viewer }) => {
      const { trialId, proposal } = await proposalOfInput(db, input);
      const id = await transact(database, { viewer, reason }, (tx) =>
        amendCharter(tx, { trialId, proposal, fingerprint }),
      );
      const amended = await db.query.charter.findFirst(query({ where: { trialId, id } })).execute();
      if (amended === undefined) throw new Error('The charter that was amended is not there.');
      return amended;
    },
  }),
);
