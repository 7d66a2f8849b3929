import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import type { Act } from '@readout/db/transact.ts';
import type { OpenHub } from '../open-hub.ts';
import { CommandRefusal } from './command-refusal.ts';
import { groupOf } from './group-of.ts';
import { operator } from './operator.ts';
import { withHub } from './with-hub.ts';

interface Options {
  readonly email: string;
  readonly reason: string;
}

type Work = (hub: OpenHub, personId: string, act: Act) => Promise<void>;

/** `readout user deactivate`, `reactivate`, `unlock` and `reset-password`: what an operator does with an account that is there. */
export function registerUserAccount(program: Command): void {
  const add = (name: string, description: string, work: Work) =>
    groupOf(program, 'user', 'People who sign in')
      .command(name)
      .description(description)
      .requiredOption('--email <address>', 'who')
      .requiredOption('--reason <text>', 'why; kept on the audit trail')
      .action(async ({ email, reason }: Options) => {
        const { findPersonByAddress } = await import('../auth/find-person.ts');
        await withHub(async (hub) => {
          const person = await findPersonByAddress(hub.database, email);
          if (person === undefined)
            throw new CommandRefusal(`Nobody has the address ${email}; "readout user add" adds somebody.`);
          await work(hub, person.id, { viewer: operator, reason });
        });
      });
  add(
    'deactivate',
    "End somebody's access at once; the address stays taken for good",
    async (hub, id, act) => {
      const { deactivatePerson } = await import('../auth/person-state.ts');
      await deactivatePerson(hub.database, id, act);
    },
  );
  add('reactivate', 'Let somebody who was deactivated sign in again', async (hub, id, act) => {
    const { reactivatePerson } = await import('../auth/person-state.ts');
    await reactivatePerson(hub.database, id, act);
  });
  add('unlock', 'Let somebody who is locked out try again', async (hub, id, act) => {
    const { unlockPerson } = await import('../auth/reset-password.ts');
    await unlockPerson(hub.database, act, id);
  });
  add(
    'reset-password',
    'Print a password that must be changed at the next sign-in; the person is told by mail',
    async ({ database }, id, act) => {
      const { setPassword } = await import('../auth/set-password.ts');
      const { recordAct } = await import('@readout/db/record-act.ts');
      const { sendMail } = await import('../mail/send-mail.ts');
      const password = randomBytes(15).toString('base64url');
      await setPassword(database, { personId: id, password, mustChange: true });
      await recordAct(database, act.viewer, {
        act: 'ACCOUNT',
        record: 'account',
        recordId: id,
        details: { what: 'password reset' },
        reason: act.reason,
      });
      await sendMail(database.owner, {
        personId: id,
        kind: 'ACCOUNT_CHANGED',
        subject: 'Readout: your password was reset',
        text: 'An operator reset your password; you must choose another when you sign in. If you did not ask for it, tell your administrator at once.',
      });
      process.stdout.write(`${password}\n`);
    },
  );
}
