import type { Case } from './case.ts';
import type { CourseBurden, CourseRules, CourseSettings } from './course-rules.ts';
import type { Decision, FirstLine, Line } from './decision-table.ts';
import type { NonTargetFacts } from './diameter-course.ts';
import { seenAgainText } from './change-sentence.ts';
import {
  listSeenNewLesions,
  listSuspectedNewLesions,
  sortNonTargets,
  type NonTargetBurden,
} from './lesion-status.ts';
import { listText } from './sentence.ts';
import { suspicionOf } from './suspicion.ts';
import type { Timeline } from './timeline.ts';

/** The tables of criteria without a rule for nodes, for what is not summed up. */
export interface LesionTables {
  readonly nonTargetResponse: FirstLine<NonTargetFacts, string>;
  /** A decision table over its own words: target, non-target, new lesion, and whether anything could be evaluated. */
  overallResponse(
    target: string | null,
    nonTarget: string | null,
    isNew: boolean,
    isEvaluable: boolean,
  ): Decision<string>;
}

/** What a walk asks of the lesions that are not summed up, and of all together. */
type LesionCourse = Pick<
  CourseRules<CourseBurden, CourseSettings>,
  'nonTargetAt' | 'seenAt' | 'suspectedAt' | 'overallAt' | 'datedBack'
>;

/**
 * Non-target and new lesions in criteria without a rule for nodes (WHO, irRC, PERCIST): a node counts as any other lesion.
 *
 * @param isReadAt whether the images that these criteria judge by could be evaluated; if not, new lesions are unknown and the others
 * not evaluable. ours: what the reader marks as progressed counts all the same, for the table asks for it first
 */
export function lesionCourse(
  subjectCase: Case,
  timeline: Timeline,
  tables: LesionTables,
  isReadAt = (at: number): boolean => timeline.isEvaluable[at] !== false,
): LesionCourse {
  const roles = new Map(subjectCase.lesions.map((lesion) => [lesion.id, lesion]));
  const seenAt = (at: number) => (isReadAt(at) ? listSeenNewLesions(timeline, at, 'as-any-lesion') : []);
  const sortAt = (at: number): NonTargetBurden => {
    const burden = sortNonTargets(timeline, at, 'as-any-lesion');
    if (isReadAt(at)) return burden;
    const others = timeline.nonTargets.filter(({ id }) => !burden.progressed.includes(id));
    return { ...burden, notEvaluable: others.map(({ id }) => id), absent: [], presentExtranodal: [] };
  };
  return {
    nonTargetAt: (at, completeAt) => {
      if (timeline.nonTargets.length === 0) return null;
      const facts = { burden: sortAt(at), completeAt };
      const { answer, line } = tables.nonTargetResponse(facts);
      return { word: answer, rule: line.says(facts), source: line.source };
    },
    seenAt,
    suspectedAt: (at) => (isReadAt(at) ? listSuspectedNewLesions(timeline, at) : []),
    overallAt: (target, nonTarget, isNew, at) =>
      tables.overallResponse(target, nonTarget, isNew, isReadAt(at)),
    datedBack: {
      certainAt: (at) => [...seenAt(at), ...sortAt(at).progressed],
      suspicionOf: (id, at) =>
        isReadAt(at) ? suspicionOf(timeline, roles.get(id) ?? { id, role: 'new' }, at) : 'unknown',
    },
  };
}

// The lines of the tables of non-target lesions that these criteria share; each has its own words.

type NonTargetLine<Word extends string> = Line<NonTargetFacts, Word>;

/** Progression. The reader alone says what is unequivocal. */
export function anyProgressed<const Word extends string>(word: Word, source: string): NonTargetLine<Word> {
  return {
    condition: 'one has progressed unequivocally, as the reader says',
    answer: word,
    holds: (f) => f.burden.progressed.length > 0,
    says: (f) => `${listText(f.burden.progressed)}: unequivocal progression.`,
    source,
  };
}

/** Progression. ours: any earlier complete response counts, confirmed or not; a lesion that is merely suspected does not. */
export function anySeenAgain<const Word extends string>(word: Word, source: string): NonTargetLine<Word> {
  return {
    condition: 'an earlier timepoint was complete response and one is present again, not merely equivocal',
    answer: word,
    holds: (f) => f.completeAt !== null && f.burden.presentExtranodal.length > 0,
    says: (f) =>
      `${seenAgainText(f.burden.presentExtranodal)} after complete response at ${f.completeAt ?? ''}: progression.`,
    source,
  };
}

/** Not evaluable. */
export function anyNotEvaluable(source: string): NonTargetLine<'NE'> {
  return {
    condition: 'one is not evaluable or has no finding',
    answer: 'NE',
    holds: (f) => f.burden.notEvaluable.length > 0,
    says: (f) => `${listText(f.burden.notEvaluable)} not evaluable.`,
    source,
  };
}

/** Complete response of these lesions. */
export function allAbsent<const Word extends string>(word: Word, source: string): NonTargetLine<Word> {
  return {
    condition: 'all are absent',
    answer: word,
    holds: (f) => f.burden.absent.length === f.burden.count,
    says: () => 'Every non-target lesion is absent.',
    source,
  };
}

/** The word for what is neither complete response nor progression. It holds always. */
export function othersPersist<const Word extends string>(word: Word, source: string): NonTargetLine<Word> {
  return {
    condition: 'otherwise',
    answer: word,
    holds: () => true,
    says: (f) =>
      `Non-target lesions persist (${f.burden.count - f.burden.absent.length} of ${f.burden.count}); none has progressed unequivocally.`,
    source,
  };
}
