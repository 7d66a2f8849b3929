import type { Section } from './clause.ts';

const P = 'test/part-11';

/** EU GMP Annex 11, Computerised Systems (2011), its draft revision, and EMA/INS/GCP/112288/2023. */
export const ANNEX_11: Section = {
  title: 'EU Annex 11, and the EMA guideline on computerised systems in clinical trials',
  source: 'Summaries were read. Annex 11 is written for manufacture; for trials the EMA guideline is nearer.',
  clauses: [
    {
      clause: '8',
      asks: 'Printouts show whether data were changed since their first entry',
      behaviour: 'The PDF and JSON of a subject mark each row that was changed and give its history.',
      tests: [
        [
          `${P}/audit-export.test.ts`,
          'the copy of a subject > as JSON has every row that the person may see, marks those that were changed, and keeps what was deleted',
        ],
        [
          `${P}/audit-export.test.ts`,
          'the copy of a subject > as PDF says what changed and what was deleted',
        ],
      ],
    },
    {
      clause: '9',
      asks: 'Record of relevant changes and deletions with reason, intelligible, regularly reviewed',
      behaviour:
        'Nothing is written without a reason; each entry is a plain sentence; a review of the trail that is due is told to who reviews and shows as overdue.',
      tests: [
        [`${P}/audit-trail.test.ts`, 'the audit trail > takes no write without a reason'],
        [
          'test/graphql/audit.test.ts',
          'the sentence of an entry > names lesion, timepoint, what was and what is, with the unit',
        ],
        [
          `${P}/audit-review.test.ts`,
          'a review that is due > and not done is told once to each who reviews, and again when the next is late',
        ],
        [`${P}/audit-review.test.ts`, 'a review that is due > shows as overdue to those who see the trail'],
      ],
    },
    {
      clause: '12',
      asks: 'Restricted to the authorised; grant, change and cancellation of access recorded; identity and time of operators',
      behaviour:
        'Each grant and revocation is an entry with who, whom and why; who could see what at any past moment is answered from the trail.',
      tests: [
        [
          `${P}/access-roles.test.ts`,
          'each grant and revocation is an act on the trail, with who, whom and why',
        ],
        [
          `${P}/access-history.test.ts`,
          'who could see what > is right for each past moment, a role that was revoked since included',
        ],
        [
          `${P}/access-history.test.ts`,
          'who could see what > tells arms from the grant to its withdrawal, and everybody of the clinical roles once the trial is open',
        ],
      ],
      procedure: 'Restrict physical access, and access to the hosts.',
    },
    {
      clause: '14',
      asks: 'Electronic signatures: same effect inside the company, permanently linked, with time and date',
      behaviour: 'As 21 CFR 11.50 and 11.70.',
      tests: [
        [
          `${P}/signature.test.ts`,
          'A signature > bears printed name, time, meaning, factors and the hash of what was signed, and is on the trail',
        ],
        [
          `${P}/signature-break.test.ts`,
          'A signed read > of which the owner changes one value past the triggers shows as invalid',
        ],
      ],
      procedure: 'Say in writing that they have the same effect as those by hand.',
    },
    {
      clause: 'Draft revision 7 (July 2025)',
      asks: 'Audit trails are reviewed by somebody independent',
      behaviour: 'Nobody gives a verdict on an entry of their own.',
      tests: [
        [
          `${P}/audit-review.test.ts`,
          'a review of the audit trail > lets nobody judge their own acts, through the graph or past it',
        ],
      ],
    },
    {
      clause: 'EMA/INS/GCP/112288/2023',
      asks: 'User management, audit trail review, contracts for what runs elsewhere',
      behaviour:
        'Access is reviewed and signed every three months; the trail is reviewed by signals and a drawn sample, and signed.',
      tests: [
        [
          `${P}/access-review.test.ts`,
          'a review of access > is signed by who made it, with the statement accepted and the identity proved',
        ],
        [
          `${P}/audit-review.test.ts`,
          'a review of the audit trail > is neither closed nor signed while an entry has no verdict, and is signed by who began it',
        ],
      ],
      procedure: 'Contracts with whoever runs hosts and backups.',
    },
  ],
};
