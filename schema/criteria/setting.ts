import type { ChosenSettings } from './case.ts';
import { nearestName } from './nearest-name.ts';

/** What an imaging charter may choose, as data: a charter page shows and checks it from here. */
export type Setting = BooleanSetting | NumberSetting | ChoiceSetting;

interface BooleanSetting {
  readonly type: 'boolean';
  readonly default: boolean | null;
  readonly meaning: string;
}

interface NumberSetting {
  readonly type: 'number';
  readonly default: number | null;
  readonly meaning: string;
  readonly unit: 'days' | 'mm' | '%' | 'timepoints' | 'mg/day' | 'ng/mL' | 'score' | 'SUL' | 'lesions';
  readonly min: number;
  readonly max?: number;
  readonly isWhole: boolean;
  /** null switches the rule off. */
  readonly isNullable?: true;
}

interface ChoiceSetting {
  readonly type: 'choice';
  readonly default: string;
  readonly meaning: string;
  readonly choices: readonly string[];
}

/** The settings of a criteria by name, in order of display. */
export type SettingSchema = Readonly<Record<string, Setting>>;

/** Every setting of a schema with its value. */
export type SettingsOf<Schema extends SettingSchema> = {
  readonly [Name in keyof Schema]: Schema[Name] extends { readonly type: 'boolean' }
    ? boolean | (null extends Schema[Name]['default'] ? null : never)
    : Schema[Name] extends { readonly type: 'number' }
      ? number | (Schema[Name] extends { readonly isNullable: true } ? null : never)
      : Schema[Name] extends { readonly type: 'choice'; readonly choices: readonly (infer Choice)[] }
        ? Choice
        : never;
};

/** A setting that cannot be used, and why. */
export interface SettingFault {
  readonly setting: string;
  readonly sentence: string;
}

/**
 * What is wrong with the settings a charter chooses; an empty list when they can be used.
 *
 * An unknown name is answered with the nearest known one.
 */
export function findSettingFaults(schema: SettingSchema, chosen: ChosenSettings): readonly SettingFault[] {
  return Object.entries(chosen).flatMap(([name, value]) => {
    const setting = Object.hasOwn(schema, name) ? schema[name] : undefined;
    if (setting === undefined) {
      const nearest = nearestName(name, Object.keys(schema));
      const hint = nearest === null ? '' : `; did you mean ${nearest}?`;
      return [{ setting: name, sentence: `settings.${name} is not a setting of these criteria${hint}` }];
    }
    const wanted = whatIsWanted(setting, value);
    return wanted === null ? [] : [{ setting: name, sentence: `settings.${name} must be ${wanted}` }];
  });
}

/**
 * Every setting with its value: as chosen, else the default.
 *
 * @throws RangeError on a setting that `findSettingFaults` would report: the caller checks what comes from outside
 */
export function settle<Schema extends SettingSchema>(
  schema: Schema,
  defaults: SettingsOf<Schema>,
  chosen: ChosenSettings | undefined,
): SettingsOf<Schema> {
  if (chosen === undefined) return defaults;
  const [fault] = findSettingFaults(schema, chosen);
  if (fault) throw new RangeError(fault.sentence);
  return { ...defaults, ...chosen };
}

/** The defaults of a schema. */
export function defaultsOf<Schema extends SettingSchema>(schema: Schema): SettingsOf<Schema> {
  const entries = Object.entries(schema).map(([name, setting]) => [name, setting.default]);
  return Object.fromEntries(entries) as SettingsOf<Schema>;
}

/** A setting in whole days. */
export function days<const Default extends number>(value: Default, meaning: string) {
  return { type: 'number', default: value, meaning, unit: 'days', min: 0, isWhole: true } as const;
}

/** A setting in percent. */
export function percent<const Default extends number>(value: Default, meaning: string, max?: number) {
  return {
    type: 'number',
    default: value,
    meaning,
    unit: '%',
    min: 0,
    isWhole: false,
    ...(max && { max }),
  } as const;
}

/** A setting in millimetres. */
export function millimetres<const Default extends number>(value: Default, meaning: string) {
  return { type: 'number', default: value, meaning, unit: 'mm', min: 0, isWhole: false } as const;
}

/** What the value of a setting must be, in words; null when it is that. */
function whatIsWanted(setting: Setting, value: unknown): string | null {
  if (setting.type === 'boolean') {
    if (value === null && setting.default === null) return null;
    return typeof value === 'boolean' ? null : 'true or false';
  }
  if (setting.type === 'choice') {
    return setting.choices.some((choice) => choice === value) ? null : setting.choices.join(' or ');
  }
  if (value === null && setting.isNullable) return null;
  const { min, max = Infinity, isWhole, unit } = setting;
  const isWithin = typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max;
  if (isWithin && (!isWhole || Number.isInteger(value))) return null;
  const range = max === Infinity ? `of at least ${min}` : `from ${min} to ${max}`;
  return `a ${isWhole ? 'whole ' : ''}number ${range} (${unit})`;
}
