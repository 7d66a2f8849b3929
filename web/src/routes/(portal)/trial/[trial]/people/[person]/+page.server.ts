import { error } from '@sveltejs/kit';
import { graphql } from '#lib/graphql.ts';
import { ask } from '#lib/server/hub.ts';
import { act, readForm } from '../act.ts';
import type { Actions, PageServerLoad } from './$types';

const PERSON = graphql(`
  query TrialPerson($protocol: String!) {
    trial(protocol: $protocol) {
      people {
        id
        name
        email
        isActive
        lastSignInAt
        keepsFromSigning
        unblindedAt
        hasLetterOnFile
        acceptedAt
        identity {
          method
          checkedOn
          checkedBy
        }
        roles {
          id
          role
          grantedAt
          grantedBy
        }
        training {
          course
          isRequired
          isRecorded
          isValid
          completedOn
          validUntil
        }
      }
    }
  }
`);

const REVOKE = graphql(`
  mutation RevokeRole($id: ID!, $reason: String!) {
    revokeRole(heldRoleId: $id, reason: $reason) {
      id
    }
  }
`);
const RECORD = graphql(`
  mutation RecordTraining(
    $protocol: String!
    $personId: ID!
    $course: String!
    $completedOn: Date!
    $evidence: String!
    $reason: String!
  ) {
    recordTraining(
      protocol: $protocol
      personId: $personId
      course: $course
      completedOn: $completedOn
      evidence: $evidence
      reason: $reason
    ) {
      id
    }
  }
`);
const PROVE = graphql(`
  mutation ProveIdentity($personId: ID!, $method: String!, $checkedOn: Date!, $reason: String!) {
    proveIdentity(personId: $personId, method: $method, checkedOn: $checkedOn, reason: $reason) {
      id
    }
  }
`);
const LETTER = graphql(`
  mutation SetLetterOnFile($personId: ID!, $isOnFile: Boolean!, $reason: String!) {
    setLetterOnFile(personId: $personId, isOnFile: $isOnFile, reason: $reason) {
      id
    }
  }
`);
const DEACTIVATE = graphql(`
  mutation DeactivatePerson($personId: ID!, $reason: String!) {
    deactivatePerson(personId: $personId, reason: $reason) {
      id
    }
  }
`);
const REACTIVATE = graphql(`
  mutation ReactivatePerson($personId: ID!, $reason: String!) {
    reactivatePerson(personId: $personId, reason: $reason) {
      id
    }
  }
`);
const RESET = graphql(`
  mutation ResetPassword($personId: ID!, $reason: String!) {
    resetPassword(personId: $personId, reason: $reason)
  }
`);
const UNLOCK = graphql(`
  mutation UnlockPerson($personId: ID!, $reason: String!) {
    unlockPerson(personId: $personId, reason: $reason)
  }
`);

export const load: PageServerLoad = async (event) => {
  const { trial } = await ask(event, PERSON, { protocol: event.params.trial });
  const person = trial?.people.find(({ id }) => id === event.params.person);
  if (person === undefined)
    error(404, { message: 'Nobody with this address holds a role here.', code: 'NOT_FOUND' });
  return { title: `${person.name} · ${event.params.trial}`, person };
};

export const actions: Actions = {
  revoke: async (event) => {
    const typed = await readForm(event);
    const list = `/trial/${encodeURIComponent(event.params.trial)}/people`;
    const variables = { id: typed['key'] ?? '', reason: typed['reason'] ?? '' };
    return act(event, 'revoke', typed, REVOKE, variables, list);
  },
  record: async (event) => {
    const typed = await readForm(event);
    const { course = '', completedOn = '', evidence = '', reason = '' } = typed;
    return act(event, 'record', typed, RECORD, {
      protocol: event.params.trial,
      personId: event.params.person,
      course,
      completedOn,
      evidence,
      reason,
    });
  },
  prove: async (event) => {
    const typed = await readForm(event);
    const { method = '', checkedOn = '', reason = '' } = typed;
    return act(event, 'prove', typed, PROVE, { personId: event.params.person, method, checkedOn, reason });
  },
  letter: async (event) => {
    const typed = await readForm(event);
    const isOnFile = typed['key'] === 'yes';
    const variables = { personId: event.params.person, isOnFile, reason: typed['reason'] ?? '' };
    return act(event, 'letter', typed, LETTER, variables);
  },
  deactivate: async (event) => {
    const typed = await readForm(event);
    const variables = { personId: event.params.person, reason: typed['reason'] ?? '' };
    return act(event, 'deactivate', typed, DEACTIVATE, variables);
  },
  reactivate: async (event) => {
    const typed = await readForm(event);
    const variables = { personId: event.params.person, reason: typed['reason'] ?? '' };
    return act(event, 'reactivate', typed, REACTIVATE, variables);
  },
  reset: async (event) => {
    const typed = await readForm(event);
    const variables = { personId: event.params.person, reason: typed['reason'] ?? '' };
    return act(event, 'reset', typed, RESET, variables);
  },
  unlock: async (event) => {
    const typed = await readForm(event);
    const variables = { personId: event.params.person, reason: typed['reason'] ?? '' };
    return act(event, 'unlock', typed, UNLOCK, variables);
  },
};
