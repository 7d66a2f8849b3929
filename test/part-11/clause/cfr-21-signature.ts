import type { Clause } from './clause.ts';

const P = 'test/part-11';

/** 21 CFR Part 11, 11.30 to 11.70 and subpart C: open systems, electronic signatures, ids and passwords. */
export const SIGNATURE_CLAUSES: readonly Clause[] = [
  {
    clause: '11.30',
    asks: 'Open systems: authenticity, integrity, confidentiality from creation to receipt',
    behaviour:
      'An exported trail carries its proofs and signed checkpoint, and is verified offline by anybody with the key; a file that was changed is named.',
    tests: [
      [
        `${P}/audit-export.test.ts`,
        'an export of the trail > as JSON lines proves exactly the entries that a filter finds, with the redactions of them',
      ],
      [
        `${P}/attack-http.test.ts`,
        'no log holds a password, token, cookie, link or value of a row, whatever fails',
      ],
      [
        `${P}/ledger-hub.test.ts`,
        'the exported trail of a trial is verified as it streams, and by the command offline',
      ],
      [
        `${P}/ledger-verify.test.ts`,
        'an exported trail > is verified without the database, whole or of one trial, and names what was changed in it',
      ],
      [
        'schema/ledger/verify.test.ts',
        'an export > is checked with the key that was given, not with its own',
      ],
    ],
    procedure: 'Put TLS in front of the hub and encryption under database, uploads and backups.',
  },
  {
    clause: '11.50(a), (b)',
    asks: 'Printed name, date and time, and meaning, in every readable form',
    behaviour:
      'A signature bears the printed name, the UTC time and the sentence of its meaning, in the portal, the graph, and the copies of a subject.',
    tests: [
      [
        `${P}/signature.test.ts`,
        'A signature > bears printed name, time, meaning, factors and the hash of what was signed, and is on the trail',
      ],
      [
        'test/portal/journey.test.ts',
        'signing > a charter: all at first, a wrong password signs nothing, and the page shows who, when and what it means',
      ],
    ],
  },
  {
    clause: '11.70',
    asks: 'Signatures linked to their records',
    behaviour:
      'A signature covers the hash of the record’s canonical version, signer, name, meaning and time; a change breaks it and tells the signer, and a copy of it verifies nowhere else.',
    tests: [
      [
        `${P}/signature-break.test.ts`,
        'A signed read > that is unlocked is unsigned: broken with the reason, an entry and a mail',
      ],
      [
        `${P}/signature-break.test.ts`,
        'A signed read > of which the owner changes one value past the triggers shows as invalid',
      ],
      [
        `${P}/signature-break.test.ts`,
        'A signed read > whose signature the owner copies to another record shows it as invalid there, even with hash and digest made to fit',
      ],
      [
        `${P}/signature-break.test.ts`,
        'A review that a monitor signed > holds while answers stay, and breaks when a read changes the central result',
      ],
      [
        `${P}/signature.test.ts`,
        'A signature > can be checked outside the database: hash and digest are SHA-256 of canonical JSON',
      ],
    ],
  },
  {
    clause: '11.100(a)',
    asks: 'Unique to one individual, never reused or reassigned',
    behaviour:
      'People are deactivated, never deleted, and their address is not given again in any case or Unicode spelling.',
    tests: [
      [
        `${P}/identity-session.test.ts`,
        'somebody deactivated > keeps the address for good, in every spelling',
      ],
      [
        `${P}/identity-session.test.ts`,
        'somebody deactivated > is deleted by nobody, the owner of the tables included',
      ],
    ],
  },
  {
    clause: '11.100(b)',
    asks: 'Identity verified before a signature is sanctioned',
    behaviour: 'Nobody signs before another person has recorded how and when the identity was checked.',
    tests: [
      [`${P}/access-gates.test.ts`, 'the right to sign > waits for the identity, checked by another person'],
      [
        `${P}/access-people.test.ts`,
        'what is kept of a person > is the proof of the identity, with how, when and by whom',
      ],
    ],
    procedure: 'Check identities by papers or in person.',
  },
  {
    clause: '11.100(c)',
    asks: 'Certify to the agency that signatures are binding',
    behaviour: 'Whether the letter is on file is recorded for each person.',
    tests: [
      [
        `${P}/access-people.test.ts`,
        'what is kept of a person > is whether the letter to the FDA is on file',
      ],
    ],
    procedure: 'Send the letter to the FDA.',
  },
  {
    clause: '11.200(a)(1)',
    asks: 'Two components; all at the first signing of a session, at least one after; all again when not continuous',
    behaviour:
      'First address and password (and code, where an authenticator is enrolled) or a passkey, then within the session and 15 minutes one of them; all again after that or in another session; who signs in elsewhere needs a factor of their own.',
    tests: [
      [
        `${P}/identity-signing.test.ts`,
        'what proves who signs > first address and password, then within the session the password alone',
      ],
      [
        `${P}/identity-signing.test.ts`,
        'what proves who signs > all again once fifteen minutes have passed since the last signature',
      ],
      [
        `${P}/identity-single-sign-on.test.ts`,
        'single sign-on > is not enough to sign records: a factor of their own, tested, is',
      ],
    ],
  },
  {
    clause: '11.200(a)(2), (3)',
    asks: 'Used by the genuine owner alone; misuse needs two people',
    behaviour:
      'An administrator may have a password reset but neither sees nor sets it: the link goes to its person, who is told; nobody signs as another.',
    tests: [
      [
        `${P}/identity-password.test.ts`,
        'a password > reset by an administrator: the old one is dead, the sessions are over, the person alone gets a link that is good once',
      ],
      [
        `${P}/identity-signing.test.ts`,
        "what proves who signs > not somebody else's address, session or password",
      ],
      [
        `${P}/signature.test.ts`,
        'A signature > is refused without the proof of who signs, with a used one, and with one for another record',
      ],
    ],
  },
  {
    clause: '11.200(b)',
    asks: 'Biometrics used by their genuine owner alone',
    behaviour:
      'No biometrics are kept; a passkey counts as possession of a device that has checked its bearer by itself.',
    tests: [
      [
        `${P}/identity-passkey.test.ts`,
        'a passkey > of another person, for another session, or of a device that did not check its bearer signs nothing',
      ],
    ],
  },
  {
    clause: '11.300(a)',
    asks: 'No two individuals with the same id and password',
    behaviour: 'Ids are unique in their normalised spelling, in the database.',
    tests: [
      [
        `${P}/identity-session.test.ts`,
        'somebody deactivated > keeps the address for good, in every spelling',
      ],
    ],
  },
  {
    clause: '11.300(b)',
    asks: 'Periodic check, recall or revision',
    behaviour:
      'By the security policy of a trial, which its administrator sets with a reason, passwords age, the last are not taken again, and accounts without a sign-in are deactivated.',
    tests: [
      [
        `${P}/identity-password.test.ts`,
        'a password > that is too old must be changed before any data is answered',
      ],
      [`${P}/identity-password.test.ts`, 'a password > is not taken again while it is among the last five'],
      [
        `${P}/identity-session.test.ts`,
        'somebody deactivated > after ninety days without a sign-in, by the clock or at the next try',
      ],
      [
        `${P}/access-review.test.ts`,
        'a review of access > is due three months after the first role was given, for those who keep the trail',
      ],
      [
        `${P}/security-policy.test.ts`,
        'the security policy of a trial > is set by its administrator alone, with a reason, and each change is on the trail',
      ],
    ],
  },
  {
    clause: '11.300(c)',
    asks: 'Loss management',
    behaviour:
      'Sessions, tokens, passkeys and authenticators are taken away at once, by their person or by an administrator.',
    tests: [
      [
        `${P}/identity-token.test.ts`,
        'an API token > is useless with the next request once withdrawn by its person, and not by another',
      ],
      [
        `${P}/identity-session.test.ts`,
        'a session > is ended by its person from the list, others of the same person too, at once',
      ],
      [
        `${P}/identity-factor.test.ts`,
        'an authenticator > lost: a backup code opens once, and its person is told',
      ],
    ],
  },
  {
    clause: '11.300(d)',
    asks: 'Detect and report misuse at once',
    behaviour:
      'Five failures lock sign-in or signing, each apart, for 30 minutes; person and security contact are told once, and the trail has it; each refused act is an entry.',
    tests: [
      [
        `${P}/attack-graphql.test.ts`,
        'a mutation that is refused > stands on the trail of the trial that it names, by an id or a protocol number, under its own name',
      ],
      [
        `${P}/identity-lock-out.test.ts`,
        'lock-out > after five failures: the right password is refused, and person, security contact and trail are told once',
      ],
      [
        `${P}/identity-signing.test.ts`,
        'what proves who signs > and five failures lock signing, apart from sign-in, with one notice',
      ],
      [
        `${P}/state-graphql.test.ts`,
        'no order of requests by anybody reaches a state that the paper does not allow, and each that is refused is on the trail',
      ],
    ],
    procedure: 'Say who the security contact is (`READOUT_SECURITY_CONTACT`), and act on what is told.',
  },
  {
    clause: '11.300(e)',
    asks: 'Initial and periodic testing of devices',
    behaviour: 'An authenticator or passkey counts only after it has once given a right answer.',
    tests: [
      [`${P}/identity-factor.test.ts`, 'an authenticator > counts only after a code of it was right'],
      [
        `${P}/identity-single-sign-on.test.ts`,
        'single sign-on > is not enough to sign records: a factor of their own, tested, is',
      ],
    ],
    procedure: 'Test devices that are seldom used again, periodically: Readout keeps no date for it.',
  },
];
