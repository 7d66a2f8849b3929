import type { NewTrial, PlannedTimepoint } from '@readout/graphql/trial/open-trial.ts';

/** Every 4 weeks while radiotherapy may still make a scan look worse than it is, then every 8. */
export const WEEKS = [4, 8, 16, 24, 32, 40, 48, 56, 64] as const;

const SITES: readonly (readonly [code: string, name: string, country: string])[] = [
  ['01', 'Cascade Oncology, Seattle', 'USA'],
  ['02', 'Lakeside Cancer Center, Chicago', 'USA'],
  ['03', 'Klinik am Park, München', 'DEU'],
  ['04', 'Ospedale del Colle, Milano', 'ITA'],
  ['05', 'Northgate Infirmary, Glasgow', 'GBR'],
  ['06', 'Hangang Cancer Institute, Seoul', 'KOR'],
];

/** The glioma trial of the demonstration as it is set up. Everything in it is invented. */
export const GLIOMA_TRIAL: NewTrial = {
  sponsor: 'Northmere Oncology',
  protocol: 'NEU-115',
  title:
    'A randomised, double-blind, phase 2 trial of sorvatinib or placebo after radiotherapy in newly diagnosed glioblastoma, IDH wild type',
  phase: 'Phase 2',
  indication: 'Glioblastoma',
  isBlinded: true,
  isRandomised: true,
  plannedSubjects: 60,
  firstPlannedOn: '2025-02-03',
  lastPlannedOn: '2026-04-13',
  arms: [
    { code: 'A', name: 'Sorvatinib' },
    { code: 'B', name: 'Placebo' },
  ],
  sites: SITES.map(([code, name, country]) => ({ code, name, country })),
  schedule: [
    plan('BL', 'Baseline', null, 21, 0),
    ...WEEKS.map((week) => plan(`W${week}`, `Week ${week}`, week * 7 + 1, 5, 5)),
  ],
  charter: {
    // What RANO 2010 would have said is judged beside it.
    criteria: [
      { criteria: 'rano-2.0', settings: {} },
      { criteria: 'rano-2010', settings: {} },
    ],
    readDesign: 'DOUBLE_WITH_ADJUDICATION',
    adjudicationVariable: 'PROGRESSION_DATE',
    isSequential: false,
  },
};

function plan(
  code: string,
  label: string,
  day: number | null,
  windowBeforeDays: number,
  windowAfterDays: number,
): PlannedTimepoint {
  return {
    code,
    label,
    day,
    windowBeforeDays,
    windowAfterDays,
    modalities: ['MR'],
    isBaseline: day === null,
  };
}
