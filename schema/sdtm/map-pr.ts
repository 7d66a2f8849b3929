import type { ExamContent } from './content.ts';
import { methodTerm } from './method-term.ts';
import { timingAt, type SubjectEntry, type SubjectFrame, type Timing } from './subject-frame.ts';

/** A record of PR: an imaging study. */
export interface ProcedureEntry extends SubjectEntry {
  readonly exam: ExamContent;
  /** PRDECOD. */
  readonly term: string;
  /** Whether the schedule asks for this modality at this visit. */
  readonly isPlanned: boolean;
  readonly timing: Timing;
}

/** The records of PR: the imaging studies of every timepoint. */
export function mapProcedures(frame: SubjectFrame): readonly ProcedureEntry[] {
  return frame.subject.timepoints.flatMap(({ code, exams }) => {
    const visit = frame.visits.get(code);
    const plan = frame.trial.schedule.find((planned) => planned.code === visit?.scheduleCode);
    return exams.map((exam) => ({
      frame,
      key: exam.id,
      exam,
      term: methodTerm(exam.modality),
      isPlanned: plan?.modalities.includes(exam.modality) === true,
      timing: timingAt(frame, code, { on: exam.acquiredOn, given: null }),
    }));
  });
}
