import type { VariablesOf } from '#lib/graphql.ts';
import type { REQUEST } from './document.ts';
import { DOMAIN_NAME, FORMAT_NAME, type Domain, type Format } from './word.ts';

type Input = VariablesOf<typeof REQUEST>['input'];
type Reader = NonNullable<Input['evaluators']>[number];

/** The choices of the form, as they are typed. */
export interface Choice {
  dataCutId: string;
  evaluators: string[];
  formats: string[];
  domains: string[];
  hasAnalysis: boolean;
  evaluator: string;
  criteria: string;
  confirmation: string;
  isUnblinded: boolean;
  reason: string;
}

/** What one press gives: everything there is, of the newest cut. */
export const WHOLE = {
  formats: ['XPT', 'DATASET_JSON', 'CSV'],
  domains: Object.keys(DOMAIN_NAME),
  hasAnalysis: true,
  evaluator: 'CENTRAL',
  criteria: '',
  confirmation: '',
} as const satisfies Readonly<Record<string, unknown>>;

/** What was chosen in a form that was sent. */
export function readChoice(form: FormData): Choice {
  const textOf = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const listOf = (name: string) => form.getAll(name).filter((value) => typeof value === 'string');
  return {
    dataCutId: textOf('dataCutId'),
    evaluators: listOf('evaluators'),
    formats: listOf('formats'),
    domains: listOf('domains'),
    hasAnalysis: textOf('hasAnalysis') !== '',
    evaluator: textOf('evaluator'),
    criteria: textOf('criteria'),
    confirmation: textOf('confirmation'),
    isUnblinded: textOf('isUnblinded') !== '',
    reason: textOf('reason'),
  };
}

/** The first thing that a choice lacks, as a sentence at its field; undefined: nothing. */
export function lackOf(
  choice: Readonly<Choice>,
): { readonly field: keyof Choice; readonly sentence: string } | undefined {
  if (choice.evaluators.length === 0)
    return { field: 'evaluators', sentence: 'Choose at least one evaluator, or there is nothing to send.' };
  if (choice.formats.length === 0) return { field: 'formats', sentence: 'Choose at least one format.' };
  if (choice.domains.length === 0) return { field: 'domains', sentence: 'Choose at least one domain.' };
  if (choice.reason === '')
    return {
      field: 'reason',
      sentence: 'Say why. The reason is kept with the package and shown to the auditor.',
    };
  return undefined;
}

/** What is asked of the hub for a choice. Words that name nothing go as they are: the hub says so. */
export function inputOf(protocol: string, choice: Readonly<Choice>): Input {
  const isWhole = choice.domains.length === WHOLE.domains.length;
  return {
    protocol,
    dataCutId: choice.dataCutId || null,
    evaluators: choice.evaluators as Reader[],
    formats: choice.formats.filter((format): format is Format => Object.hasOwn(FORMAT_NAME, format)),
    domains: isWhole
      ? null
      : choice.domains.filter((domain): domain is Domain => Object.hasOwn(DOMAIN_NAME, domain)),
    analysis: choice.hasAnalysis
      ? {
          evaluator: (choice.evaluator || WHOLE.evaluator) as Reader,
          criteria: choice.criteria || null,
          isConfirmed: choice.confirmation === '' ? null : choice.confirmation === 'yes',
        }
      : null,
    isUnblinded: choice.isUnblinded,
    reason: choice.reason,
  };
}

/** What will be made, in a sentence. @example summaryOf(choice, 3) // "All 3 evaluators, all 14 domains, in SAS XPT and CSV, with ADaM." */
export function summaryOf(choice: Readonly<Choice>, evaluatorCount: number): string {
  const formats = choice.formats
    .filter((format): format is Format => Object.hasOwn(FORMAT_NAME, format))
    .map((format) => FORMAT_NAME[format]);
  const counted = (chosen: number, all: number, word: string) =>
    chosen === all
      ? `${all === 1 ? 'the' : `all ${all}`} ${word}${all === 1 ? '' : 's'}`
      : `${chosen} of ${all} ${word}s`;
  const text = [
    counted(choice.evaluators.length, evaluatorCount, 'evaluator'),
    counted(choice.domains.length, WHOLE.domains.length, 'domain'),
    formats.length === 0 ? 'no format' : listText(formats),
    choice.hasAnalysis ? 'with ADaM' : 'without ADaM',
  ].join(', ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

const listText = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
