import { burdenOf, CRITERIA, isCriteriaId, type Burden, type Criterion } from '@readout/criteria';
import type { CharterCriteria as ChosenCriteria } from '@readout/db/table/trial.ts';
import { sql, type AnyColumn, type SQL } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { Criteria } from '../criteria/criteria.ts';
import { CriteriaSetting, type NamedSetting } from '../criteria/criteria-setting.ts';
import { SIGNATURES } from '../signature/signature.ts';
import { isConfirmed } from './chosen-criteria.ts';

interface Chosen extends NamedSetting {
  readonly isChosen: boolean;
  readonly value: unknown;
}

const ChosenSetting = builder.objectRef<Chosen>('ChosenSetting').implement({
  description: 'A setting of criteria with the value that a charter gives it.',
  fields: (t) => ({
    setting: t.field({
      type: CriteriaSetting,
      description: 'The setting.',
      resolve: (chosen) => chosen,
    }),
    value: t.field({
      type: 'JSON',
      nullable: true,
      description: 'Its value: as chosen, else the default; null: the rule is off.',
      resolve: ({ value }) => value,
    }),
    isChosen: t.exposeBoolean('isChosen', { description: 'Whether the charter departs from the default.' }),
  }),
});

export const CharterCriteria = builder.objectRef<ChosenCriteria>('CharterCriteria').implement({
  description: 'Criteria of a charter with the settings it chooses.',
  fields: (t) => ({
    id: t.exposeString('criteria', { description: 'Id of the criteria, e.g. recist-1.1.' }),
    name: t.string({
      description: 'Name as people say it.',
      resolve: ({ criteria }) => find(criteria)?.name ?? criteria,
    }),
    criteria: t.field({
      type: Criteria,
      nullable: true,
      description: 'The criteria themselves; null for those that this program does not know.',
      resolve: ({ criteria }) => find(criteria) ?? null,
    }),
    settings: t.field({
      type: 'JSON',
      description:
        "What the charter keeps of the settings: those that differ from the criteria's defaults, and a confirmation that is asked for.",
      resolve: ({ settings }) => settings,
    }),
    allSettings: t.field({
      type: [ChosenSetting],
      description: 'Every setting of the criteria with its value, in order of display.',
      resolve: ({ criteria, settings: chosen }) =>
        Object.entries(find(criteria)?.settings ?? {}).map(([name, setting]) => {
          const value = Object.hasOwn(chosen, name) ? chosen[name] : setting.default;
          return { name, setting, value, isChosen: value !== setting.default };
        }),
    }),
    isConfirmed: t.boolean({
      description: 'Whether a response must be confirmed to count as best response.',
      resolve: isConfirmed,
    }),
    burdenName: t.string({
      description: 'What is summed up over the targets.',
      resolve: (chosen) => burdenBy(chosen)?.name ?? '',
    }),
    burdenUnit: t.string({
      description: 'Unit of that sum.',
      resolve: (chosen) => burdenBy(chosen)?.unit ?? '',
    }),
    responsePercent: t.float({
      nullable: true,
      description: 'Least fall of that sum from baseline that is a response, percent; null: none is.',
      resolve: (chosen) => burdenBy(chosen)?.responsePercent ?? null,
    }),
    progressionPercent: t.float({
      nullable: true,
      description: 'Least rise of that sum from the nadir that is progression, percent; null: none alone is.',
      resolve: (chosen) => burdenBy(chosen)?.progressionPercent ?? null,
    }),
  }),
});

const find = (id: string): Criterion | undefined => (isCriteriaId(id) ? CRITERIA[id] : undefined);

function burdenBy({ criteria, settings }: ChosenCriteria): Burden | undefined {
  const criterion = find(criteria);
  return criterion && burdenOf(criterion, settings);
}

/** What the audit trail tells of the act that adopted a charter. */
const adoption = (charter: { readonly trialId: AnyColumn; readonly id: AnyColumn }, what: SQL) =>
  sql<string | null>`(select ${what} from audit.entry e
    where e.trial_id = ${charter.trialId} and e.record = 'charter' and e.record_id = ${charter.id}::text and e.action = 'INSERT')`;

export const Charter = builder.drizzleNode('charter', {
  name: 'Charter',
  description: 'A version of the imaging charter: what the lab agreed to do.',
  id: { column: (t) => [t.trialId, t.id] },
  fields: (t) => ({
    version: t.exposeInt('version', { description: 'Counts from 1; the highest holds.' }),
    criteria: t.field({
      type: [CharterCriteria],
      description: 'The criteria, the primary one first.',
      resolve: ({ criteria }) => criteria,
    }),
    readDesign: t.exposeString('readDesign', { description: 'SINGLE, or DOUBLE_WITH_ADJUDICATION.' }),
    adjudicationVariable: t.exposeString('adjudicationVariable', {
      description: 'What two readers must agree on.',
    }),
    isSequential: t.exposeBoolean('isSequential', {
      description: 'Whether a timepoint opens to a reader only when the one before is locked.',
    }),
    requiresConfirmation: t.boolean({
      description: 'Whether the primary criteria ask that a response be confirmed.',
      resolve: ({ criteria: [primary] }) => primary !== undefined && isConfirmed(primary),
    }),
    adoptedAt: t.expose('adoptedAt', { type: 'DateTime', description: 'When this version was adopted.' }),
    adoptedBy: t.string({
      nullable: true,
      description: 'Printed name of who adopted it, from the audit trail; null where that is not shown.',
      select: { extras: { adoptedBy: (charter) => adoption(charter, sql`e.actor_name`) } },
      resolve: ({ adoptedBy }) => adoptedBy,
    }),
    signatures: t.relation('signatures', SIGNATURES),
    reason: t.string({
      nullable: true,
      description: 'Why it was adopted, from the audit trail; null where that is not shown.',
      select: { extras: { adoptionReason: (charter) => adoption(charter, sql`e.reason`) } },
      resolve: ({ adoptionReason }) => adoptionReason,
    }),
  }),
});
