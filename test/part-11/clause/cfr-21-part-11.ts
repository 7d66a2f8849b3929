import { SIGNATURE_CLAUSES } from './cfr-21-signature.ts';
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
    ...SIGNATURE_CLAUSES,
  ],
};
