import { openContent } from '@readout/server/job/sdtm-export/list-content.ts';
import type { SubjectContent, TrialContent } from '@readout/sdtm/content.ts';
import { mapSubject } from '@readout/sdtm/map-subject.ts';
import { expect, test } from 'vitest';
import { contentOf, importBack } from '../conformance/sdtm/round-trip.ts';
import { openDemoDatabase, withDatabase } from '../postgres.ts';

const hub = withDatabase(openDemoDatabase);

const sayEvent = ({ kind, term, occurred }: Omit<SubjectContent['events'][number], 'sourceKey'>) =>
  `${kind} ${term} ${occurred?.on ?? ''}`;

/** What an import takes over of a subject: not what is derived, controlled elsewhere, or the hub's own (README of schema/sdtm). */
function carried(subject: SubjectContent) {
  return {
    ...subject,
    sequence: {},
    // Keys of events are counted anew, so events are compared in the order of the source's.
    events: subject.events
      .map(({ sourceKey: _, ...event }) => event)
      .sort((a, b) => (sayEvent(a) < sayEvent(b) ? -1 : 1)),
    timepoints: subject.timepoints.map((timepoint) => ({
      ...timepoint,
      exams: [],
      imageQuality: null,
      visitNumber: null,
    })),
    reviews: subject.reviews.map((review) => ({
      ...review,
      bests: [],
      lesions: review.lesions.map((lesion) => ({ ...lesion, flags: [] })),
      reads: review.reads.map((read) => ({
        ...read,
        isLocked: true,
        responses: read.responses
          .filter(({ stated: { components, ...parts } }) =>
            [...Object.values(components), ...Object.values(parts)].some((part) => part !== null),
          )
          .map(({ criteria, stated }) => ({ criteria, stated })),
      })),
    })),
  };
}

test.each(['ORI-301', 'TAV-204', 'NEU-115'])(
  'every subject of %s comes back from its export as it was, and nothing derived as stated',
  async (protocol) => {
    const { rows } = await hub.database.owner.query<{ id: string }>(
      'select id from trial where protocol = $1',
      [protocol],
    );
    const content = await openContent(
      { operator: true, database: hub.database },
      {
        trialId: rows[0]?.id ?? '',
        dataCutId: null,
        evaluators: ['INVESTIGATOR', 'READER_1', 'READER_2', 'ADJUDICATOR'],
        isUnblinded: true,
      },
    );
    const counts: TrialContent['counts'] = {
      ...{ enrolled: 0, firstConsentOn: null, firstDoseOn: null, lastContactOn: null },
      ...{ youngestYears: null, oldestYears: null, sexes: [] },
    };
    const trial = { ...content.trial, counts };
    const criteria = trial.charter.criteria.map((chosen) => chosen.criteria);
    const subjects = await content.listSubjects(content.subjectIds);
    expect(subjects.length).toBeGreaterThan(50);
    for (const { content: subject } of subjects) {
      const sent = mapSubject(trial, subject).rows;
      const { subject: back, issues } = importBack(subject.usubjid, sent, criteria[0] ?? '');
      expect(issues.filter(({ severity }) => severity === 'refused')).toEqual([]);
      expect(back && carried(contentOf(back, criteria))).toEqual(carried(subject));
    }
  },
);
