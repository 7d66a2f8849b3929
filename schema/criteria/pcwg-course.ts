import { assessBoneScans, hasBoneDisease, type BoneCourse } from './bone-scan.ts';
import type { Case } from './case.ts';
import { concludeCourse, walkCourse } from './course.ts';
import type { CourseRules } from './course-rules.ts';
import { diameterRules } from './diameter-course.ts';
import { confirmFirstProgression, type FirstProgression } from './first-progression.ts';
import { listSeenByGrowth, sayStableNodes } from './new-node.ts';
import type { PcwgSettings } from './pcwg-setting.ts';
import type { PcwgTables } from './pcwg-table.ts';
import { dateProgression } from './progression-date.ts';
import { assessPsa } from './psa.ts';
import type { Result, TimepointResult, Trace } from './result.ts';
import type { TargetBurden } from './sum-of-diameters.ts';
import type { PcwgResponse } from './term.ts';

type Rules = CourseRules<TargetBurden, PcwgSettings>;

/** Soft tissue of the timepoints after baseline, its words final. */
interface SoftTissue {
  readonly words: readonly PcwgResponse[];
  readonly confirmation: FirstProgression | null;
  /** The place of the first progression, baseline 0. */
  readonly progressedAt: number | null;
}

/**
 * Judges a case by PCWG2 or PCWG3: soft tissue as RECIST 1.1 does, bone by the rule of two and two, and PSA, each by itself; then an
 * overall word, the dates and the best response.
 *
 * A timepoint looks ahead in two places. Soft tissue progression at the first assessment, where it must be confirmed, is PDu until
 * a later one confirms it; then it and those in between are PD. And bone without a scan is NE where the case has any scan, also a
 * later one, else null.
 */
export function assessPcwg(subjectCase: Case, settings: PcwgSettings, tables: PcwgTables): Result {
  const softCase = { ...subjectCase, lesions: subjectCase.lesions.filter(({ kind }) => kind !== 'bone') };
  const rules = softTissueRules(softCase, settings, tables);
  const walk = walkCourse(softCase, rules);
  const soft = finishSoftTissue(walk.timepoints, settings);
  const bone = assessBoneScans(subjectCase, settings, tables.bone);
  const psa = assessPsa(subjectCase, settings, tables.psa);
  const hadBone = hasBoneDisease(subjectCase);
  const timepoints = walk.timepoints.map((walked, index) =>
    joinCompartments(walked, index + 1, { rules, tables, soft, bone, hadBone }),
  );
  const softDate = dateSoftTissue(softCase, rules, tables, soft);
  const dated = earlierOf(softDate, bone, tables);
  const { trace, ...psaAnswers } = psa;
  const result = concludeCourse(subjectCase, rules, { ...walk, timepoints }, dated);
  return {
    ...result,
    softTissueProgressionDate: softDate.date,
    boneProgressionDate: bone.progressionDate,
    ...psaAnswers,
    trace: [...trace, ...result.trace],
  };
}

function softTissueRules(softCase: Case, settings: PcwgSettings, tables: PcwgTables): Rules {
  const rules = diameterRules(softCase, settings, {
    best: tables.best,
    sources: tables.sources,
    targetResponse: tables.target,
    nonTargetResponse: tables.nonTarget,
    overallResponse: tables.softTissue,
  });
  const { timeline, datedBack } = rules;
  return {
    ...rules,
    seenAt: (at) => listSeenByGrowth(timeline, at),
    datedBack: {
      ...datedBack,
      certainAt: (at) => {
        const seen = listSeenByGrowth(timeline, at);
        const isNew = (id: string) => timeline.newLesions.some((lesion) => lesion.id === id);
        return datedBack.certainAt(at).filter((id) => !isNew(id) || seen.includes(id));
      },
    },
  };
}

/** The words of soft tissue once confirmation is known: what waits for it and does not get it is PDu. */
function finishSoftTissue(walked: readonly TimepointResult[], settings: PcwgSettings): SoftTissue {
  const assessments = walked.map(({ id, date, overall }) => ({ id, date, word: overall }));
  const confirmation = settings.confirmFirstSoftTissuePd
    ? confirmFirstProgression(assessments, settings.softTissueConfirmDays)
    : null;
  const isUnconfirmed = (place: number) =>
    confirmation !== null && confirmation.outcome !== 'confirmed' && confirmation.waiting.includes(place);
  const words = walked.map(({ overall }, place) => (isUnconfirmed(place) ? 'PDu' : overall) as PcwgResponse);
  const first = words.indexOf('PD');
  return { words, confirmation, progressedAt: first < 0 ? null : first + 1 };
}

function joinCompartments(
  walked: TimepointResult,
  at: number,
  parts: {
    readonly rules: Rules;
    readonly tables: PcwgTables;
    readonly soft: SoftTissue;
    readonly bone: BoneCourse;
    readonly hadBone: boolean;
  },
): TimepointResult {
  const { rules, tables, soft, bone, hadBone } = parts;
  const softTissue = soft.words[at - 1] ?? 'NE';
  const boneWord = bone.words[at] ?? null;
  const boneTrace = bone.traces[at] ?? null;
  const hasTargets = rules.timeline.targets.length > 0;
  const decision = tables.overall(softTissue, boneWord, hadBone, hasTargets);
  const bonePart = `bone ${boneWord ?? 'not scanned'}${hadBone ? ', bone disease at baseline' : ''}`;
  const trace: Trace[] = walked.trace.map((each) =>
    each.step === 'overall'
      ? { step: 'component', rule: `Soft tissue: ${each.rule}`, source: each.source }
      : each,
  );
  for (const rule of sayStableNodes(rules.timeline, at))
    trace.push({ step: 'new-lesion', rule, source: tables.softTissueSource });
  if (soft.confirmation?.waiting.includes(at - 1) === true)
    trace.push(traceOfConfirmation(soft.confirmation, rules.settings, tables));
  if (boneTrace !== null) trace.push(boneTrace);
  trace.push({
    step: 'overall',
    rule: `Soft tissue ${softTissue}, ${bonePart}: ${decision.answer}.`,
    source: decision.source,
  });
  return { ...walked, overall: decision.answer, softTissue, bone: boneWord, trace };
}

function traceOfConfirmation(
  { outcome, first, decidedBy, days }: FirstProgression,
  { softTissueConfirmDays }: PcwgSettings,
  { softTissueSource }: PcwgTables,
): Trace {
  const what = `Soft tissue progression at ${first.id}, the first assessment,`;
  const by = decidedBy === null ? '' : `at ${decidedBy.id}, ${days} days later`;
  const fate = {
    confirmed: `is confirmed ${by}`,
    refuted: `is refuted by ${decidedBy?.word ?? ''} ${by}: PDu`,
    open: 'has not been confirmed so far: PDu',
  }[outcome];
  const rule = `${what} ${fate}. At least ${softTissueConfirmDays} days.`;
  return { step: 'confirmation', rule, source: softTissueSource };
}

/** The date of soft tissue progression, dated back for suspicion. */
function dateSoftTissue(
  softCase: Case,
  { settings, datedBack, sources }: Rules,
  { best }: PcwgTables,
  { progressedAt }: SoftTissue,
): { readonly date: string | null; readonly trace: readonly Trace[] } {
  const suspicion = settings.backdateEquivocal ? datedBack : null;
  const dated = dateProgression(softCase, progressedAt, best.progression, suspicion, sources);
  const at = softCase.timepoints[progressedAt ?? 0];
  if (at === undefined || dated.date !== at.date) return dated;
  const rule = `${at.id} is the first timepoint with soft tissue ${best.progression}: soft tissue progression on ${at.date}.`;
  return { date: at.date, trace: [{ step: 'date', rule, source: sources.progression }] };
}

/** Radiographic progression: the earlier of soft tissue and bone. */
function earlierOf(
  soft: { readonly date: string | null; readonly trace: readonly Trace[] },
  bone: BoneCourse,
  { progressionSource }: PcwgTables,
): { readonly date: string | null; readonly trace: readonly Trace[] } {
  const parts = [...soft.trace, ...bone.dateTrace];
  const boneDate = bone.progressionDate;
  if (soft.date === null && boneDate === null) return { date: null, trace: [] };
  const isBone = soft.date === null || (boneDate !== null && boneDate < soft.date);
  const date = isBone ? boneDate : soft.date;
  const rule = `The earlier of soft tissue (${soft.date ?? 'none'}) and bone (${boneDate ?? 'none'}): radiographic progression on ${date ?? ''}.`;
  return { date, trace: [...parts, { step: 'date', rule, source: progressionSource }] };
}
