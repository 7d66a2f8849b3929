import type { Section } from './clause.ts';

const P = 'test/part-11';
const G = 'test/graphql';

/** 21 CFR Part 11, Electronic Records; Electronic Signatures (1997). */
export const CFR_21_PART_11: Section = {
  title: '21 CFR Part 11',
  source: 'Clause text, but for 11.10(i) to (k), 11.30 and 11.100, of which summaries were read.',
  clauses: [
    {
      clause: '11.10(a)',
      asks: 'Validation; discern invalid or altered records',
      behaviour:
        '`readout audit verify` compares trail, seals and tables, and names the first entry or row that was changed, deleted, inserted or reordered.',
      tests: [
        [
          `${P}/ledger-verify.test.ts`,
          'readout audit verify > names the entry of which one byte was flipped',
        ],
        [
          `${P}/ledger-verify.test.ts`,
          'readout audit verify > names the first entry that was deleted, inserted or reordered',
        ],
        [
          `${P}/ledger-verify.test.ts`,
          'readout audit verify > names a row that was changed, inserted or deleted past the trail',
        ],
        [
          'schema/ledger/verify.test.ts',
          'an export > with a byte changed anywhere is not sound, and names the entry',
        ],
      ],
      procedure: 'Validate the system for the intended use, with this table as one input.',
    },
    {
      clause: '11.10(b)',
      asks: 'Accurate and complete copies, human-readable and electronic',
      behaviour:
        'Each subject is copied as JSON and PDF with all rows, history, deletions and signatures; the trail as CSV, JSON, PDF and JSON lines with proofs.',
      tests: [
        [
          `${P}/audit-export.test.ts`,
          'the copy of a subject > as JSON has every row that the person may see, marks those that were changed, and keeps what was deleted',
        ],
        [
          `${P}/audit-export.test.ts`,
          'the copy of a subject > as PDF says what changed and what was deleted',
        ],
        [
          `${P}/audit-export.test.ts`,
          'an export of the trail > as CSV has a line for each entry that the person may see, and leaves an EXPORT with rows and hash',
        ],
        [
          `${P}/audit-export.test.ts`,
          'an export of the trail > as PDF has what was and is, what was deleted and why, with names as they are written, and counts its pages',
        ],
      ],
      notYet: 'The PDF files are not PDF/A.',
    },
    {
      clause: '11.10(c)',
      asks: 'Protection of records for their retention',
      behaviour:
        'Nothing of the trail and no locked read, person or signature is deleted; a restored copy is checked against the last witnessed checkpoint before the hub starts.',
      tests: [
        [
          `${P}/restore.test.ts`,
          'a copy that is restored is whole, and extends the checkpoint that was signed before it was made',
        ],
        [
          `${P}/ledger-hub.test.ts`,
          'a witness keeps each extension; after a restore without the last 100 entries it refuses, and so does the start',
        ],
        [
          `${P}/older-database.test.ts`,
          'the trail of an older database comes over whole, in its order and by its months',
        ],
      ],
      procedure:
        'Back up database, uploads and ledger key, apart from each other; restore them regularly; keep them as long as the records.',
    },
    {
      clause: '11.10(d)',
      asks: 'Access limited to authorised individuals',
      behaviour:
        'Row-level security in the database decides which rows and fields a person gets, by role and trial; without a role there is nothing.',
      tests: [
        [`${P}/attack-identifier.test.ts`, 'an id of somebody else’s record > is changed by none of it'],
        [`${G}/access-matrix.test.ts`, 'each role gets of each field what the matrix says'],
        [
          `${P}/catalogue.test.ts`,
          'every table that holds trial data > has row-level security and a policy for reading',
        ],
        [
          `${G}/blinding.test.ts`,
          "in SQL, as the application > another sponsor's person finds no row of this trial in any table or view",
        ],
        [
          `${P}/audit-trail.test.ts`,
          'what a viewer sees > is nothing without a role, and the trial with one',
        ],
      ],
    },
    {
      clause: '11.10(e)',
      asks: 'Secure, computer-generated, time-stamped audit trail; nothing obscured; kept as long as the record; open to the agency',
      behaviour:
        'Triggers of every table write one entry for each change in its transaction: who, in which role, when (UTC, by the server), why, old and new; nobody writes, changes or deletes entries, the owner of the tables included.',
      tests: [
        [
          `${P}/attack-owner.test.ts`,
          'the owner of the tables > changes, deletes and truncates no entry, of the whole or of a month',
        ],
        [
          `${P}/attack-application.test.ts`,
          'the actor of an entry > is that of the signed ticket, whatever a session says of itself',
        ],
        [
          `${P}/catalogue.test.ts`,
          'every table that holds trial data > records inserts, updates and deletes by statement triggers that fire always',
        ],
        [
          `${P}/audit-trail.test.ts`,
          'the audit trail > has one entry for a new row, with all its values, who, in which role, and why',
        ],
        [
          `${P}/audit-trail.test.ts`,
          'the audit trail > has one entry each for filling a blank and blanking a value, and none for a change of nothing',
        ],
        [
          `${P}/audit-trail.test.ts`,
          'the audit trail > refuses a change of an entry even to the owner of the table',
        ],
        [
          `${P}/audit-trail.test.ts`,
          'the audit trail > takes no write without a person, nor with a forged ticket, even from the owner',
        ],
        [
          `${G}/audit.test.ts`,
          'a read has a history with its findings and responses, those that are gone included',
        ],
      ],
      procedure:
        'A superuser of PostgreSQL can remove anything; what was witnessed outside shows it. Keep such accounts few, and give checkpoints to the sponsor.',
    },
    {
      clause: '11.10(f)',
      asks: 'Operational checks of the sequence of steps',
      behaviour:
        'The database takes only the steps of its table (quality control, read, lock, adjudicate, sign); a timepoint opens when all before it are locked, where the charter asks for that; a sponsor sees a read once it is locked.',
      tests: [
        [
          `${P}/state-graphql.test.ts`,
          'no order of requests by anybody reaches a state that the paper does not allow, and each that is refused is on the trail',
        ],
        [
          `${P}/state-sql.test.ts`,
          'no SQL of the application, in any order and by anybody, reaches a state that the paper does not allow',
        ],
        [
          `${P}/state-sql.test.ts`,
          'nothing of a subject that is locked, adjudicated and signed is changed by SQL of anybody, nor anything in a closed trial',
        ],
      ],
      notYet: 'Releasing has no state of its own: it is the signature under a data cut.',
    },
    {
      clause: '11.10(g)',
      asks: 'Authority checks',
      behaviour:
        'The right to read, lock, sign, adjudicate or export is asked for in the statement that does it; what is revoked ends with the next statement.',
      tests: [
        [
          `${P}/signature.test.ts`,
          'A signature > is refused as soon as the role is revoked, or the identity is no longer proved',
        ],
        [
          `${P}/signature.test.ts`,
          'A signature > is nobody else’s: not an administrator’s, nor another reader’s, nor of another meaning',
        ],
        [
          `${P}/access-roles.test.ts`,
          'a role > that ends while a request runs has ended for its next statement',
        ],
      ],
    },
    {
      clause: '11.10(h)',
      asks: 'Device checks: validity of the source of data',
      behaviour:
        'Files are taken from people who are signed in and may import, each with its hash on the trail; what does not fit the guide’s tables is refused with file, row and column, and nothing of it is kept.',
      tests: [
        [
          'test/import/import-sdtm.test.ts',
          'files that are refused leave nothing but the record of the attempt, which names file, row and column',
        ],
        [
          'server/http.test.ts',
          'an upload > of a file that is neither CSV nor XPT, or by somebody who may not, is refused',
        ],
        ['test/import/import-queue.test.ts', 'files that somebody else sent are not there'],
      ],
      notYet:
        'Files are not checked against a key of their sender; who sends them is known by their sign-in or token.',
    },
    {
      clause: '11.10(i)',
      asks: 'Education, training and experience',
      behaviour:
        'A trial says which course a role needs; without it on record, or once it has expired, nobody in that role hands in, locks, adjudicates or signs.',
      tests: [
        [
          `${P}/access-gates.test.ts`,
          'training > that is not on record keeps a reader from locking, and the refusal names the course',
        ],
        [
          `${P}/access-gates.test.ts`,
          'training > that has expired keeps a reader from locking, and the refusal names course and day',
        ],
        [
          `${P}/access-gates.test.ts`,
          'the right to sign > waits for the training of the roles that are held',
        ],
      ],
      procedure: 'Give the courses, judge experience, and keep the evidence that a record names.',
    },
    {
      clause: '11.10(j)',
      asks: 'Accountability for actions under one’s signature',
      behaviour:
        'Nobody signs before accepting the newest version of the statement that the electronic signature binds; the acceptance is on the trail.',
      tests: [
        [
          `${P}/access-gates.test.ts`,
          'the right to sign > waits for the statement in its newest version, accepted by oneself',
        ],
      ],
      procedure: 'Have a written policy, and act on breaches of it.',
    },
    {
      clause: '11.10(k)',
      asks: 'Control over systems documentation',
      behaviour:
        'Each version of the imaging charter stays as it was, with author, reason and signature; every entry names the version of program, schema and charter it was written by.',
      tests: [
        [
          `${G}/charter-amendment.test.ts`,
          'An amendment > bears its author and reason, and the versions before stay',
        ],
        [`${G}/charter-amendment.test.ts`, 'An amendment > is never changed or deleted as a version'],
        [`${P}/signature.test.ts`, 'A signature > of charter, cut and export is theirs who answer for them'],
      ],
      procedure: 'Control manuals, procedures and release notes, and who has read them, outside Readout.',
    },
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
        [
          `${P}/access-gates.test.ts`,
          'the right to sign > waits for the identity, checked by another person',
        ],
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
  ],
};
