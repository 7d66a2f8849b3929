import type { Role } from '@readout/db/term.ts';

/** The one passphrase of everybody in the demonstration; they are refused outside demo mode. */
export const DEMO_PASSPHRASE = 'every number opens';

export interface DemoPerson {
  readonly email: string;
  readonly name: string;
  /** In the demonstration's trial; none: somebody of another sponsor. */
  readonly role: Role | null;
  /** What the sign-in is good for. */
  readonly comesTo: string;
}

/** Who signs in to the demonstration. */
export const DEMO_PEOPLE = {
  sponsor: person('sponsor', 'Ines Aldana', 'SPONSOR_REVIEWER', 'see efficacy, blinded'),
  statistician: person('statistician', 'Tomasz Wrona', 'STATISTICIAN', 'see efficacy by arm, unblinded'),
  monitor: person('monitor', 'Dr Miriam Okafor', 'MEDICAL_MONITOR', 'review subject by subject'),
  dataManager: person(
    'data.manager',
    'Henrik Solberg',
    'DATA_MANAGER',
    'keep the trial, import, unlock reads',
  ),
  reader1: person('reader1', 'Dr Claire Fontanel', 'READER', 'read as reader 1'),
  reader2: person('reader2', 'Dr Kenji Morita', 'READER', 'read as reader 2'),
  investigator: person('investigator', 'Dr Lucia Bernardi', 'READER', 'enter reads as the investigator'),
  adjudicator: person('adjudicator', 'Dr Samuel Oyelaran', 'ADJUDICATOR', 'decide where the readers differ'),
  imageAnalyst: person('image.analyst', 'Petra Lindqvist', 'IMAGE_ANALYST', 'log receipt of scans'),
  administrator: person(
    'administrator',
    'Rosa Delgado',
    'TRIAL_ADMINISTRATOR',
    'set up the trial and its people',
  ),
  auditor: person('auditor', 'Graham Pike', 'AUDITOR', 'read everything, the trail included'),
  otherSponsor: person('other.sponsor', 'Yuki Brandt', null, 'see that another sponsor sees nothing'),
} as const satisfies Record<string, DemoPerson>;

export type DemoPersonKey = keyof typeof DEMO_PEOPLE;

/** The sign-ins for the page that offers them, with what each is good for. */
export function listDemoSignIns() {
  return Object.values<DemoPerson>(DEMO_PEOPLE).map(({ email, name, role, comesTo }) => ({
    email,
    name,
    role: role ?? 'other sponsor',
    comesTo,
    password: DEMO_PASSPHRASE,
  }));
}

/** The sign-ins, one a line, for whoever starts the demonstration. */
export function printDemoPeople(): string {
  const people = Object.values<DemoPerson>(DEMO_PEOPLE);
  const width = Math.max(...people.map(({ email }) => email.length));
  return [
    `Sign in to the demonstration with the passphrase "${DEMO_PASSPHRASE}" as`,
    ...people.map(({ email, comesTo }) => `  ${email.padEnd(width)}  to ${comesTo}`),
    '',
  ].join('\n');
}

function person(address: string, name: string, role: Role | null, comesTo: string): DemoPerson {
  return { email: `${address}@demo.readout.example`, name, role, comesTo };
}
