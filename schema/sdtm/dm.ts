import { defineDomain } from './domain.ts';

/**
 * DM, Demographics: one record per subject.
 *
 * @source SDTM Implementation Guide 3.4 (SDTM 2.0), DM: the variables in the guide's order
 */
export const dm = defineDomain({
  code: 'DM',
  label: 'Demographics',
  structure: 'One record per subject',
  keys: ["STUDYID", "USUBJID"],
  // prettier-ignore
  variables: [
    ['STUDYID',  'Study Identifier',                         'Char', 'Req'],
    ['DOMAIN',   'Domain Abbreviation',                      'Char', 'Req'],
    ['USUBJID',  'Unique Subject Identifier',                'Char', 'Req'],
    ['SUBJID',   'Subject Identifier for the Study',         'Char', 'Req'],
    ['RFSTDTC',  'Subject Reference Start Date/Time',        'Char', 'Exp'],
    ['RFENDTC',  'Subject Reference End Date/Time',          'Char', 'Exp'],
    ['RFXSTDTC', 'Date/Time of First Study Treatment',       'Char', 'Exp'],
    ['RFXENDTC', 'Date/Time of Last Study Treatment',        'Char', 'Exp'],
    ['RFCSTDTC', 'Date/Time of First Challenge Agent Admin', 'Char', 'Perm'],
    ['RFCENDTC', 'Date/Time of Last Challenge Agent Admin',  'Char', 'Perm'],
    ['RFICDTC',  'Date/Time of Informed Consent',            'Char', 'Exp'],
    ['RFPENDTC', 'Date/Time of End of Participation',        'Char', 'Exp'],
    ['DTHDTC',   'Date/Time of Death',                       'Char', 'Exp'],
    ['DTHFL',    'Subject Death Flag',                       'Char', 'Exp'],
    ['SITEID',   'Study Site Identifier',                    'Char', 'Req'],
    ['INVID',    'Investigator Identifier',                  'Char', 'Perm'],
    ['INVNAM',   'Investigator Name',                        'Char', 'Perm'],
    ['BRTHDTC',  'Date/Time of Birth',                       'Char', 'Perm'],
    ['AGE',      'Age',                                      'Num',  'Exp'],
    ['AGEU',     'Age Units',                                'Char', 'Exp'],
    ['SEX',      'Sex',                                      'Char', 'Req'],
    ['RACE',     'Race',                                     'Char', 'Exp'],
    ['ETHNIC',   'Ethnicity',                                'Char', 'Perm'],
    ['ARMCD',    'Planned Arm Code',                         'Char', 'Exp'],
    ['ARM',      'Description of Planned Arm',               'Char', 'Exp'],
    ['ACTARMCD', 'Actual Arm Code',                          'Char', 'Exp'],
    ['ACTARM',   'Description of Actual Arm',                'Char', 'Exp'],
    ['ARMNRS',   'Reason Arm and/or Actual Arm is Null',     'Char', 'Exp'],
    ['ACTARMUD', 'Description of Unplanned Actual Arm',      'Char', 'Exp'],
    ['COUNTRY',  'Country',                                  'Char', 'Req'],
    ['DMDTC',    'Date/Time of Collection',                  'Char', 'Perm'],
    ['DMDY',     'Study Day of Collection',                  'Num',  'Perm'],
  ],
  needed: [],
  carried: ["STUDYID", "DOMAIN", "USUBJID", "SUBJID", "RFSTDTC", "RFXSTDTC", "RFXENDTC", "RFICDTC", "RFPENDTC", "DTHDTC", "DTHFL", "SITEID", "BRTHDTC", "AGE", "AGEU", "SEX", "RACE", "ETHNIC", "ARMCD", "ARM", "ACTARMCD", "ACTARM", "ARMNRS", "COUNTRY"],
});
