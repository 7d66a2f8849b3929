import type { Section } from './clause.ts';

const P = 'test/part-11';
const G = 'test/graphql';

/** ICH E6(R3), Good Clinical Practice (2025), section 4. */
export const ICH_E6_R3: Section = {
  title: 'ICH E6(R3), section 4',
  source: 'Pages 46, 47 and 49 were read in part, page 48 was not.',
  clauses: [
    {
      clause: '4.1',
      asks: 'Blinding kept in access, transfer and review; each unblinding documented and assessed',
      behaviour:
        'Arms stand in tables of their own, which nobody without an unblinding reads by any way; an unblinding takes two people, a reason, and stands in a ledger with who looked; small groups are pooled.',
      tests: [
        [
          `${G}/blinding.test.ts`,
          'in SQL, as the application > a blinded sponsor finds the arm of no subject in any table or view',
        ],
        [`${G}/access-matrix.test.ts`, 'each role gets of each field what the matrix says'],
        [
          `${G}/existence.test.ts`,
          'no way of a blinded role leads to the arm > by a small group: pooled for the blinded whatever is filtered, and split for the unblinded from five subjects on',
        ],
        [
          `${P}/access-unblinding.test.ts`,
          'an unblinding > is proposed by one and gives nothing until another approves it',
        ],
        [
          `${P}/access-unblinding.test.ts`,
          'each step is an act on the trail, and the ledger is for those who keep it',
        ],
        [
          `${P}/view-log.test.ts`,
          'a request that shows arms leaves one entry for its trial, however many rows it shows, with operation, variables and request',
        ],
      ],
      procedure:
        'Assess the potential for unblinding in the trial’s risk assessment, and each unblinding that was not planned.',
    },
    {
      clause: '4.2.1 b',
      asks: 'Data carry their metadata',
      behaviour:
        'Every import keeps who sent it, when, why, the names and SHA-256 of its files, and what came of each row; every entry keeps client, session, time zone and versions.',
      tests: [
        [
          'test/import/import-sdtm.test.ts',
          'each file of an import stands on the trail with its name and SHA-256',
        ],
        [
          `${P}/audit-trail.test.ts`,
          'an act that changes no row > is an entry with who, when, from where and with what',
        ],
      ],
      notYet: 'The system and device that a file comes from are not asked for.',
    },
    {
      clause: '4.2.1 c',
      asks: 'Automated checks at capture',
      behaviour:
        'A read that does not fit its charter is refused with a sentence; what is odd is flagged, kept and shown.',
      tests: [
        [
          `${G}/refused-input.test.ts`,
          'A read is refused in a sentence with field, value and what is wanted > %j %j',
        ],
        [`${G}/write-read.test.ts`, 'A read > of a lesion that the review has not is refused'],
      ],
    },
    {
      clause: '4.2.2 a(i)',
      asks: 'Trail of accounts, roles and access',
      behaviour:
        'Accounts made, roles given and taken, sign-ins and failed ones, sessions ended and tokens are entries.',
      tests: [
        [
          `${P}/access-roles.test.ts`,
          'each grant and revocation is an act on the trail, with who, whom and why',
        ],
        [`${P}/identity-session.test.ts`, 'a session > signed out is over, and on the trail'],
        [
          `${P}/identity-session.test.ts`,
          'a session > that nobody asks with any more is ended by the clock, and is on the trail',
        ],
      ],
    },
    {
      clause: '4.2.2 a(ii)',
      asks: 'Trail of initial entry, changes and reasons',
      behaviour: 'The first entry has all values, each change the old and the new, both with the reason.',
      tests: [
        [
          `${P}/audit-trail.test.ts`,
          'the audit trail > has one entry for a new row, with all its values, who, in which role, and why',
        ],
        [`${P}/audit-trail.test.ts`, 'the audit trail > takes no write without a reason'],
      ],
    },
    {
      clause: '4.2.2 a(iii)',
      asks: 'Trail of workflow actions',
      behaviour:
        'Each step (quality control, read, lock, unlock, adjudicate, sign, close) is an entry, each refused one too.',
      tests: [
        [
          `${P}/state-graphql.test.ts`,
          'no order of requests by anybody reaches a state that the paper does not allow, and each that is refused is on the trail',
        ],
      ],
    },
    {
      clause: '4.2.2 b',
      asks: 'Not disabled; not modified but rarely, and then logged with justification',
      behaviour:
        'No setting turns the trail off; personal data that slipped in are erased by a redaction with its own entry, and every proof stays valid.',
      tests: [
        [
          `${P}/attack-catalogue.test.ts`,
          'no setting turns the trail off > of the environment: what names the trail names, signs or compares it',
        ],
        [
          `${P}/attack-catalogue.test.ts`,
          'no setting turns the trail off > and whoever takes a trigger away is told of at the next start, which is refused, and within the hour',
        ],
        [
          `${P}/ledger-verify.test.ts`,
          'a redaction > erases the value and its salt, is an entry with its justification, and leaves every proof valid',
        ],
        [
          `${P}/ledger-verify.test.ts`,
          'a redaction > is not done by one who does not administer the trial, nor by SQL in a request',
        ],
        [
          `${P}/catalogue.test.ts`,
          'every table that holds trial data > records inserts, updates and deletes by statement triggers that fire always',
        ],
      ],
    },
    {
      clause: '4.2.2 c',
      asks: 'Interpretable, supports review',
      behaviour:
        'Each entry is a sentence with code, label and unit, leads to its record, and is found by subject, person, time and action.',
      tests: [
        [
          `${G}/audit.test.ts`,
          'the sentence of an entry > is written for every kind of record that the trial has, and none shows an id',
        ],
        [`${G}/audit.test.ts`, 'a list of entries > is found by person, day, text and act, and counted'],
      ],
    },
    {
      clause: '4.2.2 d',
      asks: 'Unambiguous time',
      behaviour:
        'Instants are kept with zone and given in UTC with Z; the zone of who did it is kept beside.',
      tests: [
        [
          `${P}/attack-application.test.ts`,
          'a clock that is set back by an hour > is told once, with how far, and the order of entries stays that of their numbers',
        ],
        [
          `${P}/restore.test.ts`,
          'an instant is the same in any session, Tokyo and the hour that a change of clocks repeats included',
        ],
      ],
      procedure: 'Keep the clocks of the hosts by a trusted source.',
    },
    {
      clause: '4.2.3',
      asks: 'Planned, risk-based review of data, trail and metadata',
      behaviour:
        'A review lists signals (change after lock, by administrators, late, in bulk, that moved a response …) and a sample drawn from a seed, takes verdicts, is signed, and says when the next is due.',
      tests: [
        [
          `${P}/audit-review.test.ts`,
          'the report of a review has its plan, each entry with its verdict, the checkpoint and the signatures',
        ],
        [
          `${P}/audit-review.test.ts`,
          'a review of the audit trail > lists each of 17 kinds of anomaly among some hundred ordinary entries, and with a signal no ordinary one',
        ],
        [
          `${P}/audit-review.test.ts`,
          'a review of the audit trail > draws the same sample again from its seed, and none that has a signal',
        ],
      ],
      procedure: 'Plan how often, and what is done about findings.',
    },
    {
      clause: '4.2.4',
      asks: 'Corrections attributed, justified, timely',
      behaviour: 'A locked read is corrected by a new version with its reason; the one before stays.',
      tests: [
        [
          `${G}/write-read.test.ts`,
          'A read > that was locked is corrected by a new version with its reason, and the old one stays',
        ],
      ],
    },
    {
      clause: '4.2.5',
      asks: 'Validated transfer and reconciliation, metadata included',
      behaviour:
        'Each load is reconciled row by row: what was read, stored, differs, and what the hub has and the files lack.',
      tests: [
        [
          'test/import/import-sdtm.test.ts',
          'a record that a later transfer lacks is kept, and listed in its report',
        ],
        [
          'test/import/import-sdtm.test.ts',
          'a corrected size makes a new version of that read alone, with the reason and its entries',
        ],
      ],
    },
    {
      clause: '4.3.3',
      asks: 'Security, user management, monitoring; backup tested',
      behaviour:
        'A copy of the database is restored in the tests and verified; lock-outs are told to a security contact.',
      tests: [
        [
          `${P}/restore.test.ts`,
          'a copy that is restored is whole, and extends the checkpoint that was signed before it was made',
        ],
        [
          `${P}/identity-lock-out.test.ts`,
          'lock-out > after five failures: the right password is refused, and person, security contact and trail are told once',
        ],
      ],
      procedure: 'Restore your own backups, on your own hosts, regularly.',
    },
    {
      clause: '4.3.4',
      asks: 'Risk-based validation, trial-specific configuration included',
      behaviour:
        'A charter is changed by a trial administrator alone, with a reason, and only as it was previewed: the preview lists each answer that would change; the version is then signed.',
      tests: [
        [
          `${G}/charter-preview.test.ts`,
          'An amendment > is refused once its preview is out of date, and leaves nothing',
        ],
        [`${G}/charter-preview.test.ts`, 'An amendment > is for the trial administrator alone'],
        [`${P}/signature.test.ts`, 'A signature > of charter, cut and export is theirs who answer for them'],
      ],
      procedure:
        'Have a second person approve an amendment before it is adopted, and test the charter of each trial.',
      notYet: 'An adopted version works before it is signed.',
    },
  ],
};
