import { graphql } from '#lib/graphql.ts';
import { ask } from '#lib/server/hub.ts';
import { ROLE_NAME } from '#lib/ui/word.ts';
import { act, readForm, refuse } from '../act.ts';
import type { Actions, PageServerLoad } from './$types';

const MATRIX = graphql(`
  query TrainingMatrix($protocol: String!) {
    trial(protocol: $protocol) {
      trainingRequirements {
        role
        course
        validMonths
      }
      people {
        id
        name
        isActive
        roles {
          id
          role
        }
        training {
          course
          isRequired
          isRecorded
          isValid
          validUntil
        }
      }
    }
  }
`);
const REQUIRE = graphql(`
  mutation RequireTraining(
    $protocol: String!
    $role: Role!
    $course: String!
    $validMonths: Int
    $reason: String!
  ) {
    requireTraining(
      protocol: $protocol
      role: $role
      course: $course
      validMonths: $validMonths
      reason: $reason
    ) {
      id
    }
  }
`);
const DROP = graphql(`
  mutation DropTrainingRequirement($protocol: String!, $role: Role!, $course: String!, $reason: String!) {
    dropTrainingRequirement(protocol: $protocol, role: $role, course: $course, reason: $reason) {
      id
    }
  }
`);

export const load: PageServerLoad = async (event) => {
  const { trial } = await ask(event, MATRIX, { protocol: event.params.trial });
  const requirements = trial?.trainingRequirements ?? [];
  return {
    title: `Training · ${event.params.trial}`,
    requirements,
    courses: [...new Set(requirements.map(({ course }) => course))],
    people: trial?.people ?? [],
  };
};

const roleOf = (text: string | undefined) =>
  (Object.keys(ROLE_NAME) as (keyof typeof ROLE_NAME)[]).find((role) => role === text);

export const actions: Actions = {
  require: async (event) => {
    const typed = await readForm(event);
    const { course = '', months = '', reason = '' } = typed;
    const role = roleOf(typed['role']);
    if (role === undefined) return refuse('require', 'Choose a role.', typed);
    if (months !== '' && !/^\d{1,3}$/.test(months))
      return refuse('require', 'Months are a whole number, or left empty.', typed);
    const validMonths = months === '' ? null : Number(months);
    const protocol = event.params.trial;
    return act(event, 'require', typed, REQUIRE, { protocol, role, course, validMonths, reason });
  },
  drop: async (event) => {
    const typed = await readForm(event);
    const [roleText, ...rest] = (typed['key'] ?? '').split(' ');
    const role = roleOf(roleText);
    if (role === undefined) return refuse('drop', 'Choose a role.', typed);
    const variables = {
      protocol: event.params.trial,
      role,
      course: rest.join(' '),
      reason: typed['reason'] ?? '',
    };
    return act(event, 'drop', typed, DROP, variables);
  },
};
