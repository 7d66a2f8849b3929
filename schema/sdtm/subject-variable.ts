import { assigned, collected, derived, protocol } from './fill.ts';
import type { SubjectFrame, Timing } from './subject-frame.ts';

/** The sentence by which a study day is derived. */
export const STUDY_DAY =
  'Date less RFSTDTC in days, plus 1 where it is not before RFSTDTC; none for a partial date (SDTMIG 3.4, section 4.4.4).';
const EPOCH =
  'Epoch of the element of SE that had begun by the date; the baseline on the day of the first dose belongs to screening (SDTMIG 3.4, section 4.4.6).';
const ELEMENT_ORDER = 'TAETORD of the element of SE that had begun by the date (SDTMIG 3.4, section 4.4.6).';
/** How the variables that every dataset of a subject has are filled. */
export const identity = {
  study: assigned<{ readonly frame: SubjectFrame }>(({ frame }) => frame.trial.protocol),
  subject: assigned<{ readonly frame: SubjectFrame }>(({ frame }) => frame.subject.usubjid),
  /** Filled when the rows are numbered. */
  sequence: derived<unknown>(
    'The place of the record among all that were ever sent of the subject and domain: it keeps its number from export to export.',
    () => null,
  ),
};

/** DOMAIN. */
export const domainIs = (code: string) => assigned<unknown>(() => code);

/** How the timing variables are filled. */
export const timed = {
  visitNumber: protocol<{ readonly timing: Timing }>(({ timing }) => timing.visit?.number ?? null),
  visit: protocol<{ readonly timing: Timing }>(({ timing }) => timing.visit?.name ?? null),
  visitDay: protocol<{ readonly timing: Timing }>(({ timing }) => timing.visit?.plannedDay ?? null),
  elementOrder: derived<{ readonly timing: Timing }>(
    ELEMENT_ORDER,
    ({ timing }) => timing.element?.order ?? null,
  ),
  epoch: derived<{ readonly timing: Timing }>(EPOCH, ({ timing }) => timing.element?.epoch ?? null),
  date: collected<{ readonly timing: Timing }>('Vendor', ({ timing }) => timing.date),
  day: derived<{ readonly timing: Timing }>(STUDY_DAY, ({ timing }) => timing.day),
};
