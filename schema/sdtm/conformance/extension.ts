/**
 * Terms that we add to extensible lists, by NCI code of the list: what the published list has no word for.
 *
 * Each is marked in define.xml (def:ExtendedValue) and told in the reviewer's guide.
 */
export const DECLARED_EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  // Arm Null Reason: arms are withheld from a blinded export.
  C142179: ['BLINDED'],
  // Evaluator identifiers: the charter has one adjudicator, and may have a program.
  C96777: ['ADJUDICATOR', 'ALGORITHM'],
  C78735: ['ALGORITHM'],
  // Criteria without a published category.
  C124298: ['WHO MILLER 1981', 'LYRIC CHESON LYMPHOMA 2016', 'RANO 2.0 WEN GLIOMA 2023'],
  // Tests without a published code: what a charter asks beside the lesions.
  C96782: ['CSDOSE', 'PSA'],
  C96781: ['Corticosteroid Dose', 'Prostate Specific Antigen'],
  C96779: ['PBNLNUM', 'NFDGIND'],
  C96778: ['Number of Persisting New Bone Lesions', 'New FDG Focus Indicator'],
  C124309: ['TOO SMALL TO MEASURE'],
  // Standards that a trial summary codes its values by.
  C66788: ['ISO 8601', 'ISO 3166-1 Alpha-3'],
};
