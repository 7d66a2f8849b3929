import { graphql } from '#lib/graphql.ts';
import { ask } from '#lib/server/hub.ts';
import { ROLE_NAME } from '#lib/ui/word.ts';
import { act, readForm, refuse } from './act.ts';
import type { Actions, PageServerLoad } from './$types';

const PEOPLE = graphql(`
  query TrialPeople($protocol: String!) {
    trial(protocol: $protocol) {
      people {
        id
        name
        email
        isActive
        lastSignInAt
        keepsFromSigning
        unblindedAt
        roles {
          id
          role
        }
        training {
          isRequired
          isValid
        }
      }
      invitations {
        id
        name
        email
        roles
        expiresAt
      }
    }
  }
`);

const GRANT = graphql(`
  mutation GrantRole($protocol: String!, $email: String!, $role: Role!, $reason: String!) {
    grantRole(protocol: $protocol, email: $email, role: $role, reason: $reason) {
      id
    }
  }
`);

const INVITE = graphql(`
  mutation InvitePerson(
    $protocol: String!
    $email: String!
    $name: String!
    $roles: [Role!]!
    $reason: String!
  ) {
    invitePerson(protocol: $protocol, email: $email, name: $name, roles: $roles, reason: $reason) {
      id
    }
  }
`);

const WITHDRAW = graphql(`
  mutation WithdrawInvitation($id: ID!, $reason: String!) {
    withdrawInvitation(invitationId: $id, reason: $reason)
  }
`);

export const load: PageServerLoad = async (event) => {
  const { trial } = await ask(event, PEOPLE, { protocol: event.params.trial });
  return {
    title: `People · ${event.params.trial}`,
    people: trial?.people ?? [],
    invitations: trial?.invitations ?? [],
  };
};

const roleOf = (text: string | undefined) =>
  (Object.keys(ROLE_NAME) as (keyof typeof ROLE_NAME)[]).find((role) => role === text);

export const actions: Actions = {
  grant: async (event) => {
    const typed = await readForm(event);
    const role = roleOf(typed['role']);
    if (role === undefined) return refuse('grant', 'Choose a role.', typed);
    const { email = '', reason = '' } = typed;
    return act(event, 'grant', typed, GRANT, { protocol: event.params.trial, email, role, reason });
  },
  invite: async (event) => {
    const typed = await readForm(event);
    const role = roleOf(typed['role']);
    if (role === undefined) return refuse('invite', 'Choose a role.', typed);
    const { email = '', name = '', reason = '' } = typed;
    const protocol = event.params.trial;
    return act(event, 'invite', typed, INVITE, { protocol, email, name, roles: [role], reason });
  },
  withdraw: async (event) => {
    const typed = await readForm(event);
    return act(event, 'withdraw', typed, WITHDRAW, { id: typed['key'] ?? '', reason: typed['reason'] ?? '' });
  },
};
