import type { NewTrial, PlannedTimepoint } from '@readout/graphql/trial/open-trial.ts';

/** Weeks of the planned timepoints after baseline: every 6 up to 24, then every 8. */
export const WEEKS = [6, 12, 18, 24, 32, 40, 48, 56, 64, 72, 80] as const;

/** Number of subjects, of which each arm has half. */
export const SUBJECT_COUNT = 240;

const SITES: readonly (readonly [code: string, name: string, country: string])[] = [
  ['101', 'Lakeside Cancer Center, Chicago', 'USA'],
  ['102', 'Harbor Oncology, Boston', 'USA'],
  ['103', 'Mesa Clinical Research, Phoenix', 'USA'],
  ['104', 'Pinewood Medical Center, Atlanta', 'USA'],
  ['105', 'Cascade Oncology, Seattle', 'USA'],
  ['151', 'Maple Hill Hospital, Toronto', 'CAN'],
  ['201', 'Klinikum am Fluss, Hamburg', 'DEU'],
  ['202', 'Onkologisches Zentrum Nord, Berlin', 'DEU'],
  ['203', 'Klinik am Park, München', 'DEU'],
  ['211', 'Centre du Rivage, Lyon', 'FRA'],
  ['212', 'Hôpital des Tilleuls, Paris', 'FRA'],
  ['213', 'Clinique du Port, Bordeaux', 'FRA'],
  ['221', 'Hospital del Olivar, Madrid', 'ESP'],
  ['222', 'Centro Oncológico Levante, Valencia', 'ESP'],
  ['231', 'Ospedale del Colle, Milano', 'ITA'],
  ['232', 'Istituto San Marco, Bologna', 'ITA'],
  ['241', 'Riverbank Hospital, Leeds', 'GBR'],
  ['242', 'Northgate Infirmary, Glasgow', 'GBR'],
  ['251', 'Szpital Dębowy, Kraków', 'POL'],
  ['252', 'Centrum Onkologii Zachód, Poznań', 'POL'],
  ['301', 'Hikari Medical Center, Osaka', 'JPN'],
  ['302', 'Minami Hospital, Fukuoka', 'JPN'],
  ['311', 'Hangang Cancer Institute, Seoul', 'KOR'],
  ['321', 'Southern Cross Oncology, Melbourne', 'AUS'],
];

/** The first trial of the demonstration as it is set up. Everything in it is invented. */
export const LUNG_TRIAL: NewTrial = {
  sponsor: 'Northmere Oncology',
  protocol: 'ORI-301',
  title:
    'A randomised, double-blind, phase 3 trial of orivexan or placebo with standard chemotherapy in advanced non-small cell lung cancer',
  phase: 'Phase 3',
  indication: 'Non-small cell lung cancer',
  isBlinded: true,
  isRandomised: true,
  plannedSubjects: SUBJECT_COUNT,
  firstPlannedOn: '2024-06-03',
  lastPlannedOn: '2026-03-02',
  arms: [
    { code: 'A', name: 'Orivexan and chemotherapy' },
    { code: 'B', name: 'Placebo and chemotherapy' },
  ],
  sites: SITES.map(([code, name, country]) => ({ code, name, country })),
  schedule: [
    {
      code: 'BL',
      label: 'Baseline',
      day: null,
      windowBeforeDays: 28,
      windowAfterDays: 0,
      modalities: ['CT'],
      isBaseline: true,
    },
    ...WEEKS.map((week): PlannedTimepoint => ({
      code: `W${week}`,
      label: `Week ${week}`,
      day: week * 7 + 1,
      windowBeforeDays: 7,
      windowAfterDays: 7,
      modalities: ['CT'],
      isBaseline: false,
    })),
  ],
  charter: {
    criteria: [{ criteria: 'recist-1.1', settings: { confirmation: true } }],
    readDesign: 'DOUBLE_WITH_ADJUDICATION',
    adjudicationVariable: 'BEST_RESPONSE_AND_PROGRESSION_DATE',
    isSequential: false,
  },
};
