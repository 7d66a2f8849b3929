/**
 * The names by which define.xml and Dataset-JSON mean the same dataset and variable.
 *
 * @source Dataset-JSON 1.1: itemGroupOID and itemOID are the OIDs of define.xml
 * @example datasetOid('TU') // IG.TU
 */
export function datasetOid(dataset: string): string {
  return `IG.${dataset}`;
}

/** @example variableOid('TU', 'TULNKID') // IT.TU.TULNKID */
export function variableOid(dataset: string, variable: string): string {
  return `IT.${dataset}.${variable}`;
}
