import type { EventContent } from './content.ts';
import { timingOf, type SubjectEntry, type SubjectFrame, type Timing } from './subject-frame.ts';

/** A record of DS: a disposition event, a milestone of the protocol, or another event. */
export interface DispositionEntry extends SubjectEntry {
  readonly event: EventContent;
  readonly timing: Timing;
  readonly terms: EventTerms;
}

interface EventTerms {
  readonly decode: string;
  readonly category: string;
  readonly subcategory: string | null;
}

/** DSDECOD where the source gives none, DSCAT likewise, DSSCAT. @source CDISC CT NCOMPLT C66727, PROTMLST C114118, DSCAT C74558, C170443 */
// prettier-ignore
const TERMS: Readonly<Record<string, readonly [decode: string | null, category: string, subcategory: string | null]>> = {
  INFORMED_CONSENT:    ['INFORMED CONSENT OBTAINED', 'PROTOCOL MILESTONE', null],
  RANDOMISATION:       ['RANDOMIZED',                'PROTOCOL MILESTONE', null],
  SCREEN_FAILURE:      ['SCREEN FAILURE',            'DISPOSITION EVENT',  null],
  END_OF_TREATMENT:    [null,                        'DISPOSITION EVENT',  'STUDY TREATMENT'],
  END_OF_STUDY:        [null,                        'DISPOSITION EVENT',  'STUDY PARTICIPATION'],
  DEATH:               ['DEATH',                     'DISPOSITION EVENT',  'STUDY PARTICIPATION'],
  NEW_THERAPY:         ['NEW THERAPY',               'OTHER EVENT',        null],
  END_OF_RADIOTHERAPY: ['END OF RADIOTHERAPY',       'OTHER EVENT',        null],
  LAST_CONTACT:        ['LAST CONTACT',              'OTHER EVENT',        null],
  OTHER:               [null,                        'OTHER EVENT',        null],
};

/** The records of DS, each known by its key at the source. A death that DM alone tells of stays in DM. */
export function mapDispositions(frame: SubjectFrame): readonly DispositionEntry[] {
  return frame.subject.events
    .filter(({ sourceKey }) => !sourceKey.startsWith('DM-'))
    .map((event) => ({
      frame,
      key: event.sourceKey,
      event,
      timing: timingOf(frame, event.occurred),
      terms: termsOf(event),
    }));
}

function termsOf({ kind, term, decodedTerm, category }: EventContent): EventTerms {
  const [decode, usual, subcategory] = TERMS[kind] ?? [null, 'OTHER EVENT', null];
  const chosen = category ?? usual;
  return {
    decode: decodedTerm ?? decode ?? term.toUpperCase(),
    category: chosen,
    subcategory: chosen === 'DISPOSITION EVENT' ? subcategory : null,
  };
}

/** EPOCH; a milestone of the protocol belongs to none. */
export const epochOf = ({ terms, timing }: DispositionEntry): string | null =>
  terms.category === 'PROTOCOL MILESTONE' ? null : (timing.element?.epoch ?? null);
