import { AUDIT_SIGNALS, type AuditSignal } from '@readout/db/term.ts';
import { openReport, utcText, type Report } from '../pdf/document.ts';
import type { ReviewReport, ReportedSignature } from './read-review.ts';
import { printEntry } from './trail-pdf.ts';
import type { ExportOf } from './trail-request.ts';

const SIGNAL_NAME: Readonly<Record<AuditSignal, string>> = {
  AFTER_LOCK: 'after lock',
  AFTER_SIGNATURE: 'broke a signature',
  AFTER_CUT: 'after a data cut',
  MOVED_RESULT: 'moved a result',
  BY_ADMINISTRATOR: 'by an administrator',
  AFTER_ROLE_CHANGE: 'soon after a role change',
  LATE: 'late',
  THIN_REASON: 'thin reason',
  REPEATED_REASON: 'same reason again',
  MANY_EDITS: 'many edits before adjudication',
  OUT_OF_HOURS: 'out of hours',
  BULK: 'in bulk',
  DELETED: 'deletion',
  NEAR_UNBLINDING: 'near an unblinding',
  UNBLINDED_VIEW: 'unblinded view',
  REFUSED: 'refused',
  FAILED_CHECK: 'failed check',
};
const VERDICT_NAME = {
  JUSTIFIED: 'Justified',
  QUESTION: 'Question',
  NOT_JUSTIFIED: 'Not justified',
} as const;
const PAIR = [0.2, 0.8] as const;
const number = (value: number) => value.toLocaleString('en');

/** Puts a review of the trail on paper: plan, what was found, each entry with its verdict, checkpoint, signatures. */
export function printReview(review: ReviewReport, of: ExportOf): NodeJS.ReadableStream {
  const report = openReport(
    `${of.protocol} · Review of the audit trail`,
    `Generated ${utcText(of.at)} by ${of.by}. Times are UTC. Readout.`,
  );
  report.heading('Review of the audit trail', 16);
  report.text(`${of.protocol}: ${of.title}`);
  report.rule();
  printPlan(report, review);
  printSignatures(report, review.signatures);
  printCheckpoint(report, review);
  report.heading('Signals', 11);
  for (const signal of AUDIT_SIGNALS) {
    const count = review.entries.filter(({ signals }) => signals.includes(signal)).length;
    report.row([SIGNAL_NAME[signal], number(count)], PAIR, { size: 8 });
  }
  report.row(
    ['none, drawn', number(review.entries.filter(({ signals }) => signals.length === 0).length)],
    PAIR,
    { size: 8 },
  );
  report.heading('Entries and verdicts, the oldest first', 11);
  report.rule();
  for (const { told, signals, verdict } of review.entries) {
    const why = signals.length === 0 ? 'drawn' : signals.map((signal) => SIGNAL_NAME[signal]).join(', ');
    report.text(
      verdict === null
        ? `No verdict yet. Listed: ${why}.`
        : `${VERDICT_NAME[verdict.verdict]}${verdict.note === null ? '' : `: “${verdict.note}”`} (${verdict.by}, ${utcText(verdict.at)}). Listed: ${why}.`,
      { size: 9, isBold: true },
    );
    printEntry(report, told);
  }
  if (review.withheld > 0)
    report.text(`${number(review.withheld)} entries are withheld from whoever had this report made.`);
  report.end();
  return report.stream;
}

function printPlan(report: Report, review: ReviewReport): void {
  const judged = review.entries.filter(({ verdict }) => verdict !== null).length;
  const rows: readonly (readonly [string, string])[] = [
    [
      'Period',
      `${utcText(review.fromAt)} to ${utcText(review.toAt)}, entries ${number(review.fromNumber)} to ${number(review.toNumber)}`,
    ],
    [
      'Plan',
      `All entries that bear a signal, and ${review.samplePercent} % of the ${number(review.population)} others: ${number(review.sample)} drawn, those whose MD5 of "${review.seed}/number" comes first. Hours of people without a zone: ${review.zone}.`,
    ],
    ['Begun', `${utcText(review.startedAt)} by ${review.startedBy}`],
    ['Verdicts', `${number(judged)} of ${number(review.entries.length + review.withheld)}`],
    [
      'Closed',
      review.finishedAt === null ? 'Not yet: this is no finished review.' : utcText(review.finishedAt),
    ],
    ['Found', review.summary ?? ''],
    ['Next review due', review.nextDueOn ?? ''],
  ];
  for (const row of rows) report.row(row, PAIR);
}

function printSignatures(report: Report, signatures: readonly ReportedSignature[]): void {
  report.heading('Signature', 11);
  if (!signatures.some(({ isValid }) => isValid)) report.text('Not signed: this review counts as not done.');
  for (const { printedName, signedAt, meaning, isValid, brokenWhy, recordHash, digest } of signatures) {
    report.text(`${printedName}, ${utcText(signedAt)}${isValid ? '' : ' (no longer holds)'}`, {
      isBold: true,
    });
    report.text(`“${meaning}”`);
    if (!isValid) report.text(brokenWhy ?? 'It does not match the review or the audit trail.');
    report.text(`SHA-256 of what was signed ${recordHash}; of the signature ${digest}`, {
      size: 7.5,
      isFaint: true,
    });
  }
}

function printCheckpoint(report: Report, { checkpoint, verification }: ReviewReport): void {
  report.heading('State of the trail', 11);
  report.text(
    verification === null
      ? 'The trail was never verified on this hub.'
      : `Last verified ${utcText(verification.at)}: ${verification.result}`,
  );
  if (checkpoint === null) {
    report.text('No checkpoint covers it yet.');
    return;
  }
  report.text(`Checkpoint signed ${utcText(checkpoint.signedAt)}:`);
  for (const line of checkpoint.note.trimEnd().split('\n').filter(Boolean))
    report.text(line, { size: 7.5, isFaint: true, indent: 12, gap: 0 });
}
