import {
  CRITERIA_IDS,
  getCriterion,
  isCriteriaId,
  listSettingFaults,
  type ChosenSettings,
  type Criterion,
} from '@readout/criteria';
import { nearestName } from '@readout/criteria/nearest-name.ts';
import { Refusal } from '@readout/db/refusal.ts';
import type { CharterCriteria } from '@readout/db/table/trial.ts';

/** Whether settings ask that a response be confirmed: as chosen, else the criteria's default; null where the criteria know no confirmation. */
export function asksConfirmation({ settings }: Criterion, chosen: ChosenSettings): boolean | null {
  const setting = settings['confirmation'];
  if (setting?.type !== 'boolean') return null;
  const value = chosen['confirmation'] ?? setting.default;
  return value === true;
}

/**
 * The criteria of a charter that are asked for.
 *
 * @param id null: the primary one's
 * @throws Refusal BAD_INPUT for criteria that the charter does not name
 */
export function getChosen(charter: readonly CharterCriteria[], id: string | null): CharterCriteria {
  const chosen = id === null ? charter[0] : charter.find(({ criteria }) => criteria === id);
  if (chosen !== undefined) return chosen;
  const named = charter.map(({ criteria }) => criteria).join(', ');
  const hint =
    id !== null && isCriteriaId(id)
      ? 'a trial administrator adds criteria by an amendment of the charter'
      : `no criteria we support have this id; those are ${CRITERIA_IDS.join(', ')}`;
  throw new Refusal(
    'BAD_INPUT',
    `The charter of this trial does not name ${id}, it names ${named}; ${hint}.`,
  );
}

/** Whether criteria of a charter ask that a response be confirmed. */
export const isConfirmed = ({ criteria, settings }: CharterCriteria): boolean =>
  isCriteriaId(criteria) && asksConfirmation(getCriterion(criteria), settings) === true;

/**
 * The criteria of a charter as they are kept: without settings that have their default, in the order of the criteria's own list.
 *
 * A confirmation that is asked for is written out even where it is the default, because the database reads it there.
 *
 * @throws Refusal BAD_INPUT for no criteria, unknown or twice the same, or settings that cannot be used; a misspelt name is answered with the nearest
 */
export function keepChosen(criteria: readonly CharterCriteria[]): readonly CharterCriteria[] {
  if (criteria.length === 0) throw new Refusal('BAD_INPUT', 'A charter names at least one criteria.');
  return criteria.map(({ criteria: id, settings }, at) => {
    if (!isCriteriaId(id)) {
      const nearest = nearestName(id, CRITERIA_IDS);
      const hint = nearest === null ? `those are ${CRITERIA_IDS.join(', ')}` : `did you mean ${nearest}?`;
      throw new Refusal('BAD_INPUT', `The criteria "${id}" are not supported; ${hint}`);
    }
    if (criteria.findIndex((each) => each.criteria === id) !== at)
      throw new Refusal('BAD_INPUT', `The charter names ${id} twice.`);
    const [fault] = listSettingFaults(id, settings);
    if (fault !== undefined)
      throw new Refusal('BAD_INPUT', `The charter's settings of ${id} cannot be used: ${fault.sentence}`);
    return { criteria: id, settings: keptSettings(getCriterion(id), settings) };
  });
}

function keptSettings(criterion: Criterion, chosen: ChosenSettings): ChosenSettings {
  const isWrittenOut = asksConfirmation(criterion, chosen) === true;
  return Object.fromEntries(
    Object.entries(criterion.settings).flatMap(([name, setting]) => {
      const value = Object.hasOwn(chosen, name) ? chosen[name] : setting.default;
      const isKept = value !== setting.default || (name === 'confirmation' && isWrittenOut);
      return isKept ? [[name, value]] : [];
    }),
  );
}
