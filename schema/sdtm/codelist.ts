import { EXPOSURE } from './codelist/exposure.ts';
import { LOCATION } from './codelist/location.ts';
import { METHOD } from './codelist/method.ts';
import { ONCOLOGY } from './codelist/oncology.ts';
import { SUBJECT } from './codelist/subject.ts';
import { TRIAL_SUMMARY } from './codelist/trial-summary.ts';
import { UNIT } from './codelist/unit.ts';

/** A list of controlled terms. */
export interface Codelist {
  /** NCI code, e.g. C66742. */
  readonly code: string;
  /** Submission value of the list, e.g. NY. */
  readonly name: string;
  /** In words, e.g. No Yes Response. */
  readonly title: string;
  /** Whether a sponsor may add terms. */
  readonly isExtensible: boolean;
  /** NCI code by submission value. */
  readonly terms: ReadonlyMap<string, string>;
}

/** The package of controlled terminology the lists are of, as Define-XML names it: its date. */
export const CT_VERSION = '2022-06-24';

/** A test code and the name of the test are two lists, whose terms have the same NCI codes. */
const DECODED_BY: Readonly<Record<string, string>> = {
  C96784: 'C96783',
  C96779: 'C96778',
  C96782: 'C96781',
  C66738: 'C67152',
};

const decodes = new Map<string, ReadonlyMap<string, string>>();
let all: ReadonlyMap<string, Codelist> | undefined;

/** Every list of controlled terms that a variable we send may name, by NCI code. */
export function listCodelists(): ReadonlyMap<string, Codelist> {
  all ??= new Map(
    [ONCOLOGY, SUBJECT, TRIAL_SUMMARY, EXPOSURE, UNIT, LOCATION, METHOD]
      .flatMap((text) => text.trim().split('\n\n'))
      .map((text) => readCodelist(text))
      .map((codelist) => [codelist.code, codelist]),
  );
  return all;
}

/** @returns undefined for a list of our own, which no package of terminology has */
export function findCodelist(code: string): Codelist | undefined {
  return listCodelists().get(code);
}

/** The name of the test of a test code: Longest Diameter of LDIAM; undefined where the list has no names, or not this term. */
export function findDecode({ code, terms }: Codelist, term: string): string | undefined {
  const names = findCodelist(DECODED_BY[code] ?? '');
  const nci = terms.get(term);
  if (!names || nci === undefined) return undefined;
  let byCode = decodes.get(code);
  if (!byCode) {
    byCode = new Map([...names.terms].map(([name, named]) => [named, name]));
    decodes.set(code, byCode);
  }
  return byCode.get(nci);
}

/** First line: NCI code, name (+ for extensible), title; then terms, `value=code without its C`, with a bar between. */
function readCodelist(text: string): Codelist {
  const [head = '', ...lines] = text.split('\n');
  const [code = '', name = '', ...title] = head.split(' ');
  return {
    code,
    name: name.replace(/\+$/, '').replaceAll('_', ' '),
    title: title.join(' '),
    isExtensible: name.endsWith('+'),
    terms: new Map(
      lines
        .join('')
        .split('|')
        .filter((term) => term !== '')
        .map((term) => {
          const at = term.lastIndexOf('=');
          return [term.slice(0, at), `C${term.slice(at + 1)}`];
        }),
    ),
  };
}
