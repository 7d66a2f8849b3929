import { CRITERIA, type CriteriaId } from '@readout/criteria';
import { CT_VERSION } from '@readout/sdtm/codelist.ts';
import type { ConformanceReport } from '@readout/sdtm/conformance/finding-report.ts';
import { DECLARED_EXTENSIONS } from '@readout/sdtm/conformance/extension.ts';
import type { ContentEvaluator, TrialContent } from '@readout/sdtm/content.ts';
import type { DefineModel } from '@readout/sdtm/define-model.ts';
import { paperOf } from '@readout/sdtm/derivation.ts';
import { NOT_CARRIED } from '@readout/sdtm/not-carried.ts';
import { openReport, utcText, type Report } from '../../pdf/document.ts';
import { explainFinding } from './finding-explanation.ts';
import { KNOWN_DIFFERENCES } from './known-difference.ts';

/** What the guide tells beside the trial and its datasets. */
export interface GuideContent {
  readonly trial: TrialContent;
  /** SDTM, and ADaM where it is sent: what define.xml is written from. */
  readonly models: readonly DefineModel[];
  readonly conformance: ConformanceReport;
  /** Rules whose findings a data manager accepted, with the reason. */
  readonly accepted: readonly { readonly rule: string; readonly reason: string; readonly by: string }[];
  /** What this export leaves out beside what no export can carry, with the reason. */
  readonly notCarried: readonly { readonly what: string; readonly why: string }[];
  /** Differences of this export beside those of every one, a sentence each. */
  readonly knownDifferences: readonly string[];
  /** Further remarks of this export, a sentence each, e.g. which letters were told in ASCII. */
  readonly remarks: readonly string[];
  /** Formats that are sent, e.g. SAS XPORT version 5. */
  readonly formats: readonly string[];
  readonly versions: readonly { readonly name: string; readonly version: string }[];
  /** The state of the audit trail that the export is of; null: none is sealed yet. */
  readonly checkpoint: { readonly entries: number; readonly root: string } | null;
}

const PAIR = [0.22, 0.78] as const;
const SMALL = { size: 8 } as const;
const number = (value: number) => value.toLocaleString('en');

const EVALUATOR_NAME: Readonly<Record<ContentEvaluator, string>> = {
  INVESTIGATOR: 'Investigator: --EVAL INVESTIGATOR, --LNKID T01 …',
  READER_1: 'Reader 1: --EVAL INDEPENDENT ASSESSOR, --EVALID RADIOLOGIST 1, --LNKID R1-T01 …',
  READER_2: 'Reader 2: --EVAL INDEPENDENT ASSESSOR, --EVALID RADIOLOGIST 2, --LNKID R2-T01 …',
  ADJUDICATOR: 'Adjudicator: --EVAL INDEPENDENT ASSESSOR, --EVALID ADJUDICATOR, --LNKID ADJ-T01 …',
  ALGORITHM: 'Algorithm: --LNKID ALG-T01 …',
};

/**
 * Puts the reviewer's guide on paper.
 *
 * Every time stamp, that of the file among them, is the cut's: the same content gives the same bytes.
 */
export function printReviewersGuide(content: GuideContent): NodeJS.ReadableStream {
  const { trial } = content;
  const report = openReport(
    `${trial.protocol} · Reviewer's guide to the study data`,
    `Data as of ${utcText(trial.cut.at)}, audit entry ${number(trial.cut.entryNumber)}. Readout.`,
    { madeAt: trial.cut.at },
  );
  report.heading("Reviewer's guide to the study data", 16);
  report.text(`${trial.protocol}: ${trial.title}`);
  report.rule();
  printStudy(report, content);
  printCharter(report, trial);
  printEvaluators(report, trial);
  for (const model of content.models) printDatasets(report, model);
  for (const model of content.models) printDerivations(report, model);
  printConformance(report, content);
  printLimits(report, content);
  report.end();
  return report.stream;
}

function printStudy(report: Report, { trial, formats, versions, checkpoint, models }: GuideContent): void {
  const { cut } = trial;
  const rows: readonly (readonly [string, string])[] = [
    ['Sponsor', trial.sponsor],
    ['Phase', trial.phase ?? 'Not told'],
    ['Indication', trial.indication ?? 'Not told'],
    [
      'Design',
      [trial.isRandomised ? 'Randomised' : 'Not randomised', trial.isBlinded ? 'blinded' : 'open'].join(', '),
    ],
    ['Arms', trial.arms.map(({ code, name }) => `${code} (${name})`).join(', ') || 'None'],
    [
      'Blinding of this export',
      trial.isUnblinded
        ? 'Arms and treatments are told.'
        : 'Arms and treatments are withheld: ARMCD, ARM, ACTARMCD and ACTARM are blank with ARMNRS BLINDED, EXTRT is BLINDED and doses are blank.',
    ],
    [
      'Data cut',
      cut.on === null
        ? `Data as they were on ${utcText(cut.at)}, without a cut.`
        : `${cut.name ?? 'Cut'}: data up to ${cut.on}, taken ${utcText(cut.at)}. What is later is left out, and best responses are judged from what is left.`,
    ],
    [
      'Audit trail',
      checkpoint
        ? `Entries 1 to ${number(checkpoint.entries)}, root ${checkpoint.root}`
        : `Up to entry ${number(cut.entryNumber)}; no checkpoint is sealed yet.`,
    ],
    [
      'Standards',
      [
        ...models.map(({ standard }) => `${standard.name} ${standard.version}`),
        `CDISC SDTM Controlled Terminology ${CT_VERSION}`,
        'Define-XML 2.1',
      ].join('; '),
    ],
    ['Formats', formats.join(', ')],
    ['Made by', versions.map(({ name, version }) => `${name} ${version}`).join(', ')],
  ];
  report.heading('Study and export', 11);
  for (const row of rows) report.row(row, PAIR, SMALL);
}

function printCharter(report: Report, trial: TrialContent): void {
  const { charter } = trial;
  report.heading('Imaging charter', 11);
  report.row(['Version', `${charter.version}, adopted ${utcText(charter.adoptedAt)}`], PAIR, SMALL);
  report.row(
    [
      'Reads',
      `${charter.readDesign === 'SINGLE' ? 'One reader' : 'Two readers with adjudication'}, ${charter.isSequential ? 'in the order of time' : 'in any order'}`,
    ],
    PAIR,
    SMALL,
  );
  for (const [at, { criteria, settings }] of charter.criteria.entries()) {
    report.row([at === 0 ? 'Primary criteria' : 'Further criteria', paperOf(criteria)], PAIR, SMALL);
    for (const [name, value] of Object.entries(settings))
      report.row(['', `${name}: ${String(value)}. ${meaningOf(criteria, name)}`], PAIR, SMALL);
  }
}

const meaningOf = (criteria: CriteriaId, setting: string): string => {
  const { settings } = CRITERIA[criteria];
  return Object.entries(settings).find(([name]) => name === setting)?.[1].meaning ?? '';
};

function printEvaluators(report: Report, trial: TrialContent): void {
  const { charter, evaluators } = trial;
  report.heading('Evaluators and the accepted result', 11);
  for (const evaluator of evaluators) report.text(EVALUATOR_NAME[evaluator], SMALL);
  report.text(
    charter.readDesign === 'SINGLE'
      ? 'The single reader is the central result (--ACPTFL Y).'
      : `Where the readers agree on ${words(charter.adjudicationVariable)}, reader 1 is the central result (--ACPTFL Y); where they do not, the one the adjudicator chose.`,
    SMALL,
  );
  report.text(
    'RSORRES is what the evaluator stated; where nothing was stated, what the criteria engine derived from the lesions (RSDRVFL Y). Where both are there and differ, the derived word is in SUPPRS (QNAM RSDERIV). Best responses (BESTRESP) are derived.',
    SMALL,
  );
}

const words = (term: string) => term.toLowerCase().replaceAll('_', ' ');

function printDatasets(report: Report, { standard, datasets }: DefineModel): void {
  const shares = [0.1, 0.32, 0.1, 0.48] as const;
  report.heading(`${standard.name} ${standard.version} datasets`, 11);
  report.row(['Dataset', 'Label', 'Records', 'Keys'], shares, { ...SMALL, isBold: true });
  report.rule();
  for (const { definition, records } of datasets)
    report.row(
      [
        definition.name,
        definition.label,
        records === 0 ? '0, no file' : number(records),
        definition.keys.join(', '),
      ],
      shares,
      SMALL,
    );
}

function printDerivations(report: Report, { standard, methods, comments }: DefineModel): void {
  if (methods.length + comments.length === 0) return;
  report.heading(`Derivations and comments, ${standard.name}`, 11);
  for (const { name, text } of [
    ...methods,
    ...comments.map((comment) => ({ ...comment, name: comment.oid.replace(/^COM\./, '') })),
  ])
    report.row([name, text], PAIR, SMALL);
}

function printConformance(report: Report, { conformance, accepted }: GuideContent): void {
  const { broken, errors, warnings, rules } = conformance;
  report.heading('Conformance', 11);
  report.text(
    `${number(rules)} rules were checked before release: ${number(errors)} errors, ${number(warnings)} warnings. An error is released only where a data manager accepted it with a reason.`,
    SMALL,
  );
  for (const { id, sentence, severity, count, findings, source } of broken) {
    report.text(`${severity} ${id}, ${number(count)} times: ${sentence}`, { ...SMALL, isBold: true });
    const [first] = findings;
    if (first)
      report.text(
        `First: ${[first.dataset, first.row, first.variable, first.value === null ? null : `“${first.value}”`].filter(Boolean).join(', ')}. ${first.sentence}`,
        { ...SMALL, indent: 12 },
      );
    const acceptances = accepted.filter(({ rule }) => rule === id);
    for (const { reason, by } of acceptances)
      report.text(`Accepted by ${by}: ${reason}`, { ...SMALL, indent: 12 });
    const explanation = explainFinding(id);
    if (explanation !== undefined) report.text(explanation, { ...SMALL, indent: 12 });
    report.text(`Source: ${source}.`, { ...SMALL, indent: 12, isFaint: true });
  }
  report.heading('Terms of the sponsor', 11);
  for (const [code, terms] of Object.entries(DECLARED_EXTENSIONS))
    report.row([code, terms.join(', ')], PAIR, SMALL);
}

function printLimits(report: Report, { notCarried, knownDifferences, remarks }: GuideContent): void {
  report.heading('What cannot be carried', 11);
  for (const { what, why } of [...NOT_CARRIED, ...notCarried]) report.row([what, why], PAIR, SMALL);
  report.heading('Known differences', 11);
  for (const sentence of [...KNOWN_DIFFERENCES, ...knownDifferences]) report.text(sentence, SMALL);
  if (remarks.length === 0) return;
  report.heading('Remarks', 11);
  for (const sentence of remarks) report.text(sentence, SMALL);
}
