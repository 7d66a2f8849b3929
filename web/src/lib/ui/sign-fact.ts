import { dateText } from '@readout/chart';
import { utcText } from './instant-text.ts';
import type { OfferedFact, SignOffer } from './sign-offer.ts';
import { plural } from './word.ts';

type Node = NonNullable<SignOffer['node']>;
type Of<Name extends Node['__typename']> = Extract<Node, { readonly __typename: Name }>;

/** What a record says, for who signs it: the same facts that the version covers, in few lines. */
export function factsOf(node: SignOffer['node']): readonly OfferedFact[] {
  if (node === null) return [];
  switch (node.__typename) {
    case 'Subject':
      return subjectFacts(node);
    case 'Read':
      return readFacts(node);
    case 'Charter':
      return [
        { name: 'Criteria', text: node.criteria.map(({ name }) => name).join(', ') },
        { name: 'Adopted', text: utcText(node.adoptedAt) },
      ];
    case 'DataCut':
      return [
        { name: 'Data up to', text: dateText(node.cutOn) },
        {
          name: 'As known at',
          text: `entry ${node.entryNumber.toLocaleString('en')}, ${utcText(node.takenAt)}`,
        },
      ];
    case 'FileExport':
      return [
        { name: 'File', text: `${node.kind}, ${node.bytes.toLocaleString('en')} bytes` },
        { name: 'SHA-256', text: node.sha256 },
      ];
    case 'AccessReview':
      return accessFacts(node);
    case 'AuditReview':
      return auditFacts(node);
    default:
      return [];
  }
}

function accessFacts({ reviewedAt, verdicts, nextDueOn }: Of<'AccessReview'>): readonly OfferedFact[] {
  const revoked = verdicts.filter(({ verdict }) => verdict === 'REVOKE').length;
  const own = verdicts.filter(({ verdict }) => verdict === 'OWN').length;
  return [
    { name: 'Reviewed', text: utcText(reviewedAt) },
    {
      name: 'Roles',
      text: `${plural(verdicts.length, 'role')}: ${revoked} revoked${own > 0 ? `, ${own} your own and not judged` : ''}`,
    },
    { name: 'Next due', text: dateText(nextDueOn) },
  ];
}

function auditFacts(review: Of<'AuditReview'>): readonly OfferedFact[] {
  const countOf = (word: string) => review.verdictCounts.find(({ verdict }) => verdict === word)?.count ?? 0;
  const [asked, refused] = [countOf('QUESTION'), countOf('NOT_JUSTIFIED')];
  return [
    { name: 'Period', text: `${utcText(review.fromAt)} to ${utcText(review.toAt)}` },
    {
      name: 'Verdicts',
      text: `${plural(review.listedCount, 'entry', 'entries')}: ${countOf('JUSTIFIED')} justified, ${asked} with a question, ${refused} not justified`,
      isWarning: asked + refused > 0,
    },
    { name: 'Finding', text: review.summary ?? '' },
    { name: 'Next due', text: review.nextReviewOn === null ? '' : dateText(review.nextReviewOn) },
  ];
}

function subjectFacts({
  centralReview,
  centralReason,
  trial,
  reviews,
}: Of<'Subject'>): readonly OfferedFact[] {
  const primary = trial.charter.criteria[0];
  const best = centralReview?.bestResponses.find(({ criteria }) => criteria === primary?.id);
  const differences = reviews
    .flatMap(({ reads }) => reads)
    .flatMap(({ responses }) => responses)
    .filter(({ isDifferent }) => isDifferent).length;
  return [
    { name: 'Central result', text: centralReason },
    ...(best === undefined
      ? []
      : [
          {
            name: 'Best overall response',
            text: primary?.isConfirmed === true ? 'confirmation asked for' : '',
            word: primary?.isConfirmed === true ? best.confirmedBest : best.best,
          },
          { name: 'Progression', text: best.progressionOn === null ? 'none' : dateText(best.progressionOn) },
        ]),
    {
      name: 'Open',
      text:
        differences === 0
          ? 'no difference'
          : `${differences} ${differences === 1 ? 'difference' : 'differences'}`,
      isWarning: differences > 0,
    },
  ];
}

function readFacts(read: Of<'Read'>): readonly OfferedFact[] {
  const { timepoint, findings, isEvaluable, reasonNotEvaluable, responses } = read;
  return [
    { name: 'Time point', text: `${timepoint.code}, ${dateText(timepoint.assessedOn)}` },
    {
      name: 'Read',
      text: isEvaluable
        ? `${findings.length} lesions looked at`
        : `not evaluable: ${reasonNotEvaluable ?? ''}`,
    },
    ...responses.flatMap(({ criteria, overall, statedOverall }) => [
      ...(overall === null ? [] : [{ name: `Derived, ${criteria}`, text: '', word: overall }]),
      ...(statedOverall === null ? [] : [{ name: `You stated, ${criteria}`, text: '', word: statedOverall }]),
    ]),
  ];
}
