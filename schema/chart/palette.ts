import { type Evaluator, type Form, type Response, formOf } from './response.ts';

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The colours of a response: `fill` 3:1 on paper, `text` 4.5:1 on paper and on its own tint. */
export interface ResponseColour {
  readonly fill: string;
  readonly text: string;
  readonly tint: string;
}

/** The name of a response in the style sheet: `--pr`, `--pr-text`, `--pr-tint`. */
export type ResponseToken = 'cr' | 'pr' | 'sd' | 'pd' | 'ne' | 'non' | 'iupd' | 'icpd';

/**
 * NED (no disease at any time) shares the colour of CR, CRu too; MR that of NON-CR/NON-PD, which no criteria has beside it; LYRIC's IR
 * that of other suspected progression. Marks and patterns are their own.
 */
const FORM_TOKEN = {
  complete: 'cr',
  'unconfirmed-complete': 'cr',
  partial: 'pr',
  minor: 'non',
  stable: 'sd',
  'non-target': 'non',
  indeterminate: 'iupd',
  'suspected-progression': 'iupd',
  progression: 'pd',
  'confirmed-progression': 'icpd',
  'not-evaluable': 'ne',
  'no-disease': 'cr',
} as const satisfies Record<Form, ResponseToken>;

/** The name of a response in the style sheet. */
export const responseToken = (response: Response): ResponseToken => FORM_TOKEN[formOf(response)];

/** Arms in the trial's order; a fourth arm and all arms while blinded are `pooled`. */
export const ARM_SLOTS = ['a', 'b', 'c', 'pooled'] as const;
export type ArmSlot = (typeof ARM_SLOTS)[number];

/** The slot of an arm by its place in the trial's list of arms. */
export function armSlot(arm: string | null, arms: readonly string[]): ArmSlot {
  const place = arm === null ? -1 : arms.indexOf(arm);
  return place >= 0 && place < 3 ? (ARM_SLOTS[place] ?? 'pooled') : 'pooled';
}

export type Tone =
  | 'ink'
  | 'ink2'
  | 'ink3'
  | 'surface'
  | 'select'
  | 'selectInk'
  | 'accent'
  | 'warn'
  | 'grid'
  | 'axis'
  | 'exposure';

export interface Palette {
  readonly tone: Record<Tone, string>;
  readonly response: Record<ResponseToken, ResponseColour>;
  readonly evaluator: Record<Evaluator, string>;
  readonly arm: Record<ArmSlot, string>;
}

/** The same values as the custom properties of the portal's style sheet; contrasts are measured there. */
// prettier-ignore
export const PALETTE = {
  light: {
    tone: {
      ink: '#13201F', ink2: '#43514F', ink3: '#5B6967', surface: '#FFFFFF', select: '#FFF1B8', selectInk: '#13201F',
      accent: '#0B6B6B', warn: '#8A5A00', grid: '#E6EBEA', axis: '#9AA6A4', exposure: '#D3DCDB',
    },
    response: {
      cr:   { fill: '#0B4380', text: '#0B4380', tint: '#E3ECF7' },
      pr:   { fill: '#388DCB', text: '#1B69A3', tint: '#E2F0FA' },
      sd:   { fill: '#B0812A', text: '#7A5607', tint: '#F8EFDC' },
      pd:   { fill: '#A3172C', text: '#A3172C', tint: '#FAE6E8' },
      ne:   { fill: '#717B7D', text: '#566163', tint: '#ECEFEF' },
      non:  { fill: '#7B6A9E', text: '#5E4D84', tint: '#EEEAF5' },
      iupd: { fill: '#CB4A50', text: '#B0313D', tint: '#FCE9EA' },
      icpd: { fill: '#640D1C', text: '#640D1C', tint: '#F3DDE0' },
    },
    evaluator: { CENTRAL: '#13201F', READER_1: '#4B34A8', READER_2: '#CC4A97', ADJUDICATOR: '#1F5A34', INVESTIGATOR: '#A37416' },
    arm: { a: '#08525C', b: '#B24C8E', c: '#86731F', pooled: '#33413F' },
  },
  dark: {
    tone: {
      ink: '#E9EFEE', ink2: '#B7C4C2', ink3: '#8F9E9B', surface: '#141C1B', select: '#4A3F12', selectInk: '#FFE98F',
      accent: '#5CC4BE', warn: '#E8B34D', grid: '#243030', axis: '#566462', exposure: '#34413F',
    },
    response: {
      cr:   { fill: '#3F83D2', text: '#79B2F0', tint: '#15294A' },
      pr:   { fill: '#9CD0F5', text: '#A6D5F7', tint: '#173448' },
      sd:   { fill: '#E6BC62', text: '#E8C170', tint: '#3A2F15' },
      pd:   { fill: '#F5737B', text: '#F58A92', tint: '#45191F' },
      ne:   { fill: '#8A9694', text: '#A9B4B5', tint: '#26302F' },
      non:  { fill: '#B09CE0', text: '#C3B5E6', tint: '#2C2540' },
      iupd: { fill: '#FBB3B5', text: '#F9A9AC', tint: '#42212A' },
      icpd: { fill: '#D0405A', text: '#F27A8C', tint: '#4A1522' },
    },
    evaluator: { CENTRAL: '#E9EFEE', READER_1: '#8E78EC', READER_2: '#FFB0DA', ADJUDICATOR: '#6CCB8C', INVESTIGATOR: '#C8972F' },
    arm: { a: '#2F9DA3', b: '#F2B2E2', c: '#D2BB57', pooled: '#C4D0CE' },
  },
} as const satisfies Record<Theme, Palette>;

/** The colours of a response in a theme. */
export const responseColour = (theme: Theme, response: Response): ResponseColour =>
  PALETTE[theme].response[responseToken(response)];

/** Dashes in CSS px, the same for a curve and its legend. */
export const EVALUATOR_DASH = {
  CENTRAL: [],
  READER_1: [],
  READER_2: [6, 3],
  ADJUDICATOR: [10, 3, 2, 3],
  INVESTIGATOR: [2, 3],
} as const satisfies Record<Evaluator, readonly number[]>;

/** Point shapes, by Chart.js' names. */
export const EVALUATOR_POINT = {
  CENTRAL: 'circle',
  READER_1: 'circle',
  READER_2: 'rect',
  ADJUDICATOR: 'rectRot',
  INVESTIGATOR: 'triangle',
} as const satisfies Record<Evaluator, string>;
