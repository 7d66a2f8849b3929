import type { Section } from './clause.ts';

const P = 'test/part-11';
const G = 'test/graphql';

/** FDA: Electronic Systems, Electronic Records, and Electronic Signatures in Clinical Investigations, Questions and Answers (October 2024); Clinical Trial Imaging Endpoint Process Standards (April 2018). */
export const FDA_GUIDANCE: Section = {
  title: 'FDA guidances',
  source: 'Summaries were read, not the texts.',
  clauses: [
    {
      clause: 'Questions and answers, October 2024: records to reconstruct',
      asks: 'Records needed to reconstruct the trial, metadata and trails included',
      behaviour: 'From the exported trail alone each row of a trial is rebuilt as it was at any moment.',
      tests: [
        [
          `${P}/restore.test.ts`,
          'from the exported trail alone each row of a subject is rebuilt as it was at a moment, and as it is',
        ],
      ],
      notYet:
        'A certified copy (hash and certifier) is the signature under an exported file; the portal shows the present, not a past moment.',
    },
    {
      clause: 'Questions and answers: authorised users and their rights over time',
      asks: 'A list of who was authorised, for what, when',
      behaviour: 'Who could see what at any past moment, as a page and as CSV.',
      tests: [
        [
          `${P}/access-history.test.ts`,
          'who could see what > is right for each past moment, a role that was revoked since included',
        ],
        [
          `${P}/access-history.test.ts`,
          'who could see what > says what each role sees: open reads and the trail for those who keep it',
        ],
      ],
    },
    {
      clause: 'Questions and answers: audit trail',
      asks: 'Date, time, person and reason of each change; security, trails and training are inspected',
      behaviour: 'As 21 CFR 11.10(e); an auditor has a role that sees all and changes nothing.',
      tests: [
        [
          `${P}/audit-trail.test.ts`,
          'the audit trail > has one entry for a new row, with all its values, who, in which role, and why',
        ],
        [
          `${P}/access-gates.test.ts`,
          'training > that is not on record keeps a reader from locking, and the refusal names the course',
        ],
      ],
      procedure: 'Validate by risk, and keep the evidence.',
    },
    {
      clause: 'Imaging endpoint process standards, April 2018: charter and blinding',
      asks: 'A charter; readers blinded to arm and mostly to clinical data',
      behaviour:
        'The charter is versioned and signed; those who read get no arm, no course of treatment, no other reader’s findings.',
      tests: [
        [`${G}/access-matrix.test.ts`, 'each role gets of each field what the matrix says'],
        [
          `${G}/charter-amendment.test.ts`,
          'An amendment > bears its author and reason, and the versions before stay',
        ],
      ],
    },
    {
      clause: 'Imaging endpoint process standards: acquisition and quality',
      asks: 'Standard acquisition, site qualification, ongoing quality control',
      behaviour:
        'A read waits until the images of its timepoint have passed quality control, where a trial controls it here.',
      tests: [
        [
          `${P}/state-sql.test.ts`,
          'no SQL of the application, in any order and by anybody, reaches a state that the paper does not allow',
        ],
      ],
      procedure: 'Qualify sites and scanners, and write the acquisition manual.',
    },
    {
      clause: 'Imaging endpoint process standards: locking, archiving, verifiable trail',
      asks: 'Locked reads; re-reads by documented reason, never overwriting',
      behaviour:
        'A locked read refuses every change, by request or SQL; a re-read is version 2 with its reason, and version 1 is shown.',
      tests: [
        [
          `${P}/state-sql.test.ts`,
          'nothing of a subject that is locked, adjudicated and signed is changed by SQL of anybody, nor anything in a closed trial',
        ],
        [
          `${G}/write-read.test.ts`,
          'A read > that was locked is corrected by a new version with its reason, and the old one stays',
        ],
      ],
    },
    {
      clause: 'Imaging endpoint process standards: reader training and performance',
      asks: 'Readers are trained, and their performance followed',
      behaviour: 'Training gates reading; where two readers or source and engine differ is listed.',
      tests: [
        [
          `${P}/access-gates.test.ts`,
          'training > that has expired keeps a reader from locking, and the refusal names course and day',
        ],
        [`${G}/list.test.ts`, 'each stated part that differs from the derived one is a row'],
      ],
      notYet: 'Metrics of readers over time are not shown.',
    },
  ],
};
