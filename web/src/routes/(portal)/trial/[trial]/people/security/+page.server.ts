import { graphql } from '#lib/graphql.ts';
import { ask } from '#lib/server/hub.ts';
import { act, readForm, refuse } from '../act.ts';
import type { Actions, PageServerLoad } from './$types';

const POLICY = graphql(`
  query SecurityPolicy($protocol: String!) {
    trial(protocol: $protocol) {
      securityPolicy {
        passwordMaxAgeDays
        passwordsNotReused
        inactiveDays
        requiresSecondFactor
      }
    }
  }
`);
const SET = graphql(`
  mutation SetSecurityPolicy($protocol: String!, $policy: SecurityPolicyInput!, $reason: String!) {
    setSecurityPolicy(protocol: $protocol, policy: $policy, reason: $reason) {
      id
    }
  }
`);

export const load: PageServerLoad = async (event) => {
  const { trial } = await ask(event, POLICY, { protocol: event.params.trial });
  return { title: `Security · ${event.params.trial}`, policy: trial?.securityPolicy ?? null };
};

/** A whole number of days or passwords; undefined for anything else. */
const wholeOf = (text: string | undefined) =>
  text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : undefined;

export const actions: Actions = {
  set: async (event) => {
    const typed = await readForm(event);
    const age = typed['maxAge'] ?? '';
    const passwordMaxAgeDays = age === '' ? null : wholeOf(age);
    const passwordsNotReused = wholeOf(typed['notReused']);
    const inactiveDays = wholeOf(typed['inactive']);
    if (passwordMaxAgeDays === undefined || passwordsNotReused === undefined || inactiveDays === undefined)
      return refuse('set', 'Days and passwords are whole numbers.', typed);
    const requiresSecondFactor = typed['secondFactor'] === 'on';
    return act(event, 'set', typed, SET, {
      protocol: event.params.trial,
      policy: { passwordMaxAgeDays, passwordsNotReused, inactiveDays, requiresSecondFactor },
      reason: typed['reason'] ?? '',
    });
  },
};
