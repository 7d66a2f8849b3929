import type { ChosenSettings } from './case.ts';
import type { Burden, Criterion } from './criterion.ts';

/**
 * What criteria sum up, by the settings of a charter, with the thresholds of its change.
 *
 * @param chosen settings as `findSettingFaults` lets them pass; those left out have their defaults
 */
export function burdenOf(criterion: Criterion, chosen: ChosenSettings): Burden {
  const settings: ChosenSettings = {
    ...Object.fromEntries(
      Object.entries(criterion.settings).map(([name, setting]) => [name, setting.default]),
    ),
    ...chosen,
  };
  const numberOf = (name: string): number | null => {
    const value = settings[name];
    return typeof value === 'number' ? value : null;
  };
  return {
    ...criterion.burden,
    responsePercent: numberOf('prPercent'),
    progressionPercent: numberOf('pdPercent'),
    ...criterion.burdenBy?.(settings),
  };
}
