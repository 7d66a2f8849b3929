import { getCriterion } from '@readout/criteria';
import { CT_VERSION, findCodelist } from './codelist.ts';
import type { TrialContent } from './content.ts';
import type { TrialEntry } from './map-ta.ts';

/** A record of TS: a value of a parameter, or why there is none. */
export interface SummaryEntry extends TrialEntry {
  readonly code: string;
  readonly name: string;
  /** TSSEQ: counts the values of a parameter, from 1. */
  readonly place: number;
  readonly value: string | null;
  /** TSVALNF; null exactly where there is a value. */
  readonly nullFlavor: string | null;
  readonly valueCode: string | null;
  readonly reference: string | null;
  readonly referenceVersion: string | null;
}

/** A value with the terminology it is of. */
interface SummaryValue {
  readonly value: string;
  readonly valueCode?: string;
  readonly reference?: string;
  readonly referenceVersion?: string;
}

/**
 * What the hub does not know of a trial and a submission must tell: each leaves with a null flavour, UNK (a proper value applies and
 * is not known), so that whoever files the package sees what to add.
 *
 * @source SDTMIG v3.4, Appendix C1 (trial summary codes); FDA Study Data Technical Conformance Guide, Appendix B; ISO 21090 NullFlavor
 */
const ASKED: readonly string[] = [
  'ADAPT',
  'ADDON',
  'AGEMAX',
  'AGEMIN',
  'CURTRT',
  'EXTTIND',
  'FCNTRY',
  'INDIC',
  'INTTYPE',
  'LENGTH',
  'OBJPRIM',
  'OBJSEC',
  'OUTMSPRI',
  'PCLAS',
  'PDPSTIND',
  'PDSTIND',
  'PIPIND',
  'PLANSUB',
  'RDIND',
  'REGID',
  'SENDTC',
  'SEXPOP',
  'SSTDTC',
  'STOPRULE',
  'STRATFCT',
  'TBLIND',
  'TCNTRL',
  'TDIGRP',
  'TINDTP',
  'TPHASE',
  'TRT',
  'TTYPE',
];

/** The records of TS: what the hub knows of the trial, and the parameters that are asked for and that it does not know. */
export function summariseTrial(trial: TrialContent): readonly SummaryEntry[] {
  const known = knownOf(trial);
  const names = [...new Set([...known.map(([code]) => code), ...ASKED])];
  return names.flatMap((code): readonly SummaryEntry[] => {
    const values = known.filter(([name]) => name === code).map(([, value]) => value);
    const entry = { trial, code, name: nameOf(code) };
    const nothing = { valueCode: null, reference: null, referenceVersion: null };
    if (values.length === 0)
      return [{ ...entry, ...nothing, key: code, place: 1, value: null, nullFlavor: 'UNK' }];
    return values.map((value, place) => ({
      ...entry,
      ...nothing,
      ...value,
      key: `${code} ${place}`,
      place: place + 1,
      nullFlavor: null,
    }));
  });
}

type Known = readonly [code: string, value: SummaryValue];

function knownOf(trial: TrialContent): readonly Known[] {
  const { counts, cut, charter } = trial;
  const [primary] = charter.criteria;
  const settings = primary ? settingsOf(primary) : {};
  const tell = (code: string, value: SummaryValue | string | number | null): readonly Known[] =>
    value === null ? [] : [[code, typeof value === 'object' ? value : { value: String(value) }]];
  const countries = [...new Set(trial.sites.map(({ country }) => country))]
    .filter((code) => code !== null)
    .sort();
  return [
    ...tell('ACTSUB', counts.enrolled),
    ...tell('CRMDUR', settings['confirmation'] === true ? duration(settings['confirmationDays']) : null),
    ...tell('DCUTDESC', cut.name ?? 'DATA AS RECORDED WHEN THE PACKAGE WAS MADE'),
    ...tell('DCUTDTC', date(cut.on ?? cut.at.slice(0, 10))),
    ...countries.flatMap((country) => tell('FCNTRY', { value: country, reference: 'ISO 3166-1 Alpha-3' })),
    ...tell('HLTSUBJI', yesNo(false)),
    ...tell('INDIC', trial.indication),
    ...tell('INTMODEL', trial.arms.length === 0 ? null : trial.arms.length > 1 ? PARALLEL : SINGLE_GROUP),
    ...tell('NARMS', trial.arms.length),
    ...tell('PLANSUB', trial.plannedSubjects),
    ...tell('RANDOM', yesNo(trial.isRandomised)),
    ...tell('SDMDUR', duration(settings['minSdDays'])),
    ...tell('SDTIGVER', '3.4'),
    ...tell('SDTMVER', '2.0'),
    ...tell('SPONSOR', trial.sponsor),
    ...tell('SPREFID', trial.protocol),
    ...tell('SSTDTC', date(counts.firstConsentOn)),
    ...tell('STYPE', coded('INTERVENTIONAL', 'C98388')),
    ...tell('TBLIND', trial.isBlinded ? null : coded('OPEN LABEL', 'C49659')),
    ...tell('THERAREA', 'ONCOLOGY'),
    ...tell('TITLE', trial.title),
    ...tell('TPHASE', phase(trial.phase)),
  ];
}

/** A term of a published list that we do not keep, with its NCI code. @source CDISC CT 2022-06-24: STYPE C99077, TBLIND C66735, INTMODEL C99076, TPHASE C66737 */
function coded(value: string, valueCode: string): SummaryValue {
  return { value, valueCode, reference: 'CDISC CT', referenceVersion: CT_VERSION };
}

const PARALLEL = coded('PARALLEL', 'C82639');
const SINGLE_GROUP = coded('SINGLE GROUP', 'C82640');

const yesNo = (is: boolean): SummaryValue => coded(is ? 'Y' : 'N', is ? 'C49488' : 'C49487');

const date = (on: string | null): SummaryValue | null =>
  on === null ? null : { value: on, reference: 'ISO 8601' };

/** Whole days as ISO 8601 writes a duration; null for none. */
function duration(days: unknown): SummaryValue | null {
  return typeof days === 'number' && days > 0 ? { value: `P${days}D`, reference: 'ISO 8601' } : null;
}

/** Settings of the charter, those not chosen as the criteria have them. */
function settingsOf({
  criteria,
  settings,
}: TrialContent['charter']['criteria'][number]): Readonly<Record<string, unknown>> {
  const defaults = Object.entries(getCriterion(criteria).settings).map(
    ([name, setting]) => [name, setting.default] as const,
  );
  return { ...Object.fromEntries(defaults), ...settings };
}

/** Terms of the phase by the numeral in it. @source CDISC CT TPHASE C66737 */
const PHASES: Readonly<Record<string, readonly [string, string]>> = {
  I: ['PHASE I TRIAL', 'C15600'],
  'I/II': ['PHASE I/II TRIAL', 'C15693'],
  II: ['PHASE II TRIAL', 'C15601'],
  'II/III': ['PHASE II/III TRIAL', 'C15694'],
  III: ['PHASE III TRIAL', 'C15602'],
  IV: ['PHASE IV TRIAL', 'C15603'],
};
const NUMERALS: Readonly<Record<string, string>> = { '1': 'I', '2': 'II', '3': 'III', '4': 'IV' };

function phase(words: string | null): SummaryValue | null {
  if (words === null) return null;
  const numeral = words
    .toUpperCase()
    .replace(/PHASE|TRIAL|[AB]\b|\s/g, '')
    .replace(/\d/g, (digit) => NUMERALS[digit] ?? digit);
  const [term, code] = PHASES[numeral] ?? [];
  return term !== undefined && code !== undefined ? coded(term, code) : { value: words };
}

/** TSPARM of a code. */
function nameOf(code: string): string {
  const nci = findCodelist('C66738')?.terms.get(code);
  for (const [name, named] of findCodelist('C67152')?.terms ?? []) if (named === nci) return name;
  throw new RangeError(`TSPARMCD has no term ${code}.`);
}
