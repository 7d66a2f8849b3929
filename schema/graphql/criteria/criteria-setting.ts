import type { Setting } from '@readout/criteria';
import { builder } from '../builder.ts';

/** A setting of criteria under its name. */
export interface NamedSetting {
  readonly name: string;
  readonly setting: Setting;
}

export const SettingType = builder.enumType('SettingType', {
  description: 'What kind of value a setting has.',
  values: {
    BOOLEAN: { value: 'boolean', description: 'true or false.' },
    NUMBER: { value: 'number', description: 'A number in the unit of the setting.' },
    CHOICE: { value: 'choice', description: 'One of the choices of the setting.' },
  } as const satisfies Record<string, { readonly value: Setting['type']; readonly description: string }>,
});

export const CriteriaSetting = builder.objectRef<NamedSetting>('CriteriaSetting').implement({
  description: 'Something that a charter may choose of criteria.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name, e.g. confirmationDays.' }),
    type: t.field({
      type: SettingType,
      description: 'What kind of value it has.',
      resolve: ({ setting }) => setting.type,
    }),
    meaning: t.string({ description: 'What it decides.', resolve: ({ setting }) => setting.meaning }),
    unit: t.string({
      nullable: true,
      description: 'Unit of a number; else null.',
      resolve: ({ setting }) => (setting.type === 'number' ? setting.unit : null),
    }),
    default: t.field({
      type: 'JSON',
      nullable: true,
      description: 'Its value when a charter does not choose; null: the rule is off.',
      resolve: ({ setting }) => setting.default,
    }),
    choices: t.stringList({
      description: 'The words of a choice; empty for another type.',
      resolve: ({ setting }) => (setting.type === 'choice' ? setting.choices : []),
    }),
    min: t.float({
      nullable: true,
      description: 'The least number; null for another type.',
      resolve: ({ setting }) => (setting.type === 'number' ? setting.min : null),
    }),
    max: t.float({
      nullable: true,
      description: 'The largest number; null without an upper end.',
      resolve: ({ setting }) => (setting.type === 'number' ? (setting.max ?? null) : null),
    }),
    isWhole: t.boolean({
      description: 'Whether a number must be whole.',
      resolve: ({ setting }) => setting.type === 'number' && setting.isWhole,
    }),
    isNullable: t.boolean({
      description: 'Whether null may be chosen, which switches the rule off.',
      resolve: ({ setting }) =>
        setting.type === 'number' ? setting.isNullable === true : setting.default === null,
    }),
  }),
});
