import type { NewTrial, PlannedTimepoint } from '@readout/graphql/trial/open-trial.ts';

export const WEEKS = [8, 16, 24, 36, 48, 60, 72] as const;
/** Weeks with a PET beside the CT; the baseline has one too. */
export const PET_WEEKS: readonly number[] = [0, 8, 24, 48];

const SITES: readonly (readonly [code: string, name: string, country: string])[] = [
  ['11', 'Harbor Oncology, Boston', 'USA'],
  ['12', 'Prairie Hematology, Minneapolis', 'USA'],
  ['21', 'Klinikum am Fluss, Hamburg', 'DEU'],
  ['22', 'Centre du Rivage, Lyon', 'FRA'],
  ['23', 'Hospital del Olivar, Madrid', 'ESP'],
  ['31', 'Hikari Medical Center, Osaka', 'JPN'],
];

/** The lymphoma trial of the demonstration as it is set up. Everything in it is invented. */
export const LYMPHOMA_TRIAL: NewTrial = {
  sponsor: 'Northmere Oncology',
  protocol: 'TAV-204',
  title:
    'A single-arm, open-label, phase 2 trial of taveromab in relapsed or refractory diffuse large B-cell lymphoma',
  phase: 'Phase 2',
  indication: 'Diffuse large B-cell lymphoma',
  isBlinded: false,
  isRandomised: false,
  plannedSubjects: 60,
  firstPlannedOn: '2025-01-13',
  lastPlannedOn: '2026-03-16',
  arms: [{ code: 'T', name: 'Taveromab' }],
  sites: SITES.map(([code, name, country]) => ({ code, name, country })),
  schedule: [
    plan('BL', 'Baseline', null, 28, 0),
    ...WEEKS.map((week) => plan(`W${week}`, `Week ${week}`, week * 7 + 1, 7, 7)),
  ],
  charter: {
    // The antibody wakes the immune system, so LYRIC is judged beside Lugano.
    criteria: [
      { criteria: 'lugano-2014', settings: {} },
      { criteria: 'lyric', settings: {} },
    ],
    readDesign: 'DOUBLE_WITH_ADJUDICATION',
    adjudicationVariable: 'BEST_RESPONSE',
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
  const week = day === null ? 0 : (day - 1) / 7;
  const modalities = PET_WEEKS.includes(week) ? ['CT', 'PT'] : ['CT'];
  return { code, label, day, windowBeforeDays, windowAfterDays, modalities, isBaseline: day === null };
}
