import { graphql } from '#lib/graphql.ts';
import { ask } from '#lib/server/hub.ts';
import { act, readForm, refuse } from '../act.ts';
import type { Actions, PageServerLoad } from './$types';

const LEDGER = graphql(`
  query UnblindingLedger($protocol: String!) {
    trial(protocol: $protocol) {
      people {
        id
        name
        isActive
        unblindedAt
        roles {
          role
        }
      }
      unblindings {
        id
        personId
        person
        state
        reason
        proposedBy
        proposedById
        proposedAt
        approvedBy
        approvedAt
        endsAt
        withdrawnBy
        withdrawnAt
        withdrawnReason
        views
        lastViewedAt
      }
      armsViews(first: 50) {
        number
        name
        at
        request
      }
    }
  }
`);
const PROPOSE = graphql(`
  mutation ProposeUnblinding($protocol: String!, $personId: ID!, $endsAt: DateTime, $reason: String!) {
    proposeUnblinding(protocol: $protocol, personId: $personId, endsAt: $endsAt, reason: $reason) {
      id
    }
  }
`);
const APPROVE = graphql(`
  mutation ApproveUnblinding($id: ID!, $reason: String!) {
    approveUnblinding(unblindingId: $id, reason: $reason) {
      id
    }
  }
`);
const WITHDRAW = graphql(`
  mutation WithdrawUnblinding($id: ID!, $reason: String!) {
    withdrawUnblinding(unblindingId: $id, reason: $reason) {
      id
    }
  }
`);

export const load: PageServerLoad = async (event) => {
  const { trial } = await ask(event, LEDGER, { protocol: event.params.trial });
  const reads: readonly string[] = ['READER', 'ADJUDICATOR', 'IMAGE_ANALYST'];
  return {
    title: `Unblinding · ${event.params.trial}`,
    ledger: trial?.unblindings ?? [],
    views: trial?.armsViews ?? [],
    candidates: (trial?.people ?? []).filter(
      ({ isActive, unblindedAt, roles }) =>
        isActive && unblindedAt === null && !roles.some(({ role }) => reads.includes(role)),
    ),
  };
};

export const actions: Actions = {
  propose: async (event) => {
    const typed = await readForm(event);
    const { personId = '', until = '', reason = '' } = typed;
    if (personId === '') return refuse('propose', 'Choose who is to see arms.', typed);
    // To the end of that day.
    const endsAt = until === '' ? null : `${until}T23:59:59Z`;
    return act(event, 'propose', typed, PROPOSE, { protocol: event.params.trial, personId, endsAt, reason });
  },
  approve: async (event) => {
    const typed = await readForm(event);
    const { key = '', reason = '' } = typed;
    return act(event, 'approve', typed, APPROVE, { id: key, reason });
  },
  withdraw: async (event) => {
    const typed = await readForm(event);
    const { key = '', reason = '' } = typed;
    return act(event, 'withdraw', typed, WITHDRAW, { id: key, reason });
  },
};
