import type { TrialContent } from './content.ts';
import type { TrialEntry } from './map-ta.ts';

/** A record of RELREC: one side of a relation between two datasets. */
export interface RelationEntry extends TrialEntry {
  readonly domain: string;
  /** IDVAR. */
  readonly variable: string;
  /** @source CDISC CT RELTYPE C78737 */
  readonly type: 'ONE' | 'MANY';
  /** RELID. */
  readonly relation: string;
}

/**
 * The records of RELREC: a lesion of TU has many results in TR, and an assessment's results in TR belong to its overall response in
 * RS, of which there are several where the charter judges by several criteria.
 *
 * @source SDTMIG v3.4, section 8.3.2
 */
export function relateDatasets(trial: TrialContent): readonly RelationEntry[] {
  const answers = trial.charter.criteria.length > 1 ? 'MANY' : 'ONE';
  const side = (domain: string, variable: string, type: 'ONE' | 'MANY', relation: string): RelationEntry => ({
    trial,
    key: `${relation} ${domain}`,
    domain,
    variable,
    type,
    relation,
  });
  return [
    side('TU', 'TULNKID', 'ONE', 'TUTR'),
    side('TR', 'TRLNKID', 'MANY', 'TUTR'),
    side('TR', 'TRLNKGRP', 'MANY', 'TRRS'),
    side('RS', 'RSLNKGRP', answers, 'TRRS'),
  ];
}
