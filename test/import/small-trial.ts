import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Files of a made-up trial of two subjects: one target each, read at baseline and week 6 by one reader. */
export interface SmallTrial {
  /** mm, of subject 01 at week 6, from 20 at baseline. */
  readonly sizeMm: number | string;
  readonly statedOverall?: string;
  /** Exposure intervals of subject 01. */
  readonly exposures?: number;
}

/** Writes the files to a new folder and answers its path. */
export async function writeSmallTrial({
  sizeMm,
  statedOverall = 'PR',
  exposures = 2,
}: SmallTrial): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'readout-import-'));
  await mkdir(folder, { recursive: true });
  const write = (name: string, lines: readonly string[]) =>
    writeFile(join(folder, name), `${lines.join('\n')}\n`);
  await write('dm.csv', [
    'STUDYID,DOMAIN,USUBJID,SUBJID,RFSTDTC,RFENDTC,RFXSTDTC,RFXENDTC,RFICDTC,RFPENDTC,DTHDTC,DTHFL,SITEID,AGE,AGEU,SEX,RACE,ETHNIC,ARMCD,ARM,ACTARMCD,ACTARM,ARMNRS,ACTARMUD,COUNTRY',
    'SMALL-1,DM,S-01,01,2025-01-06,,2025-01-06,,,,,,101,61,YEARS,F,,,A,Drug,A,Drug,,,DEU',
    'SMALL-1,DM,S-02,02,2025-01-07,,2025-01-07,,,,,,102,55,YEARS,M,,,B,Placebo,B,Placebo,,,FRA',
  ]);
  await write('ex.csv', [
    'STUDYID,DOMAIN,USUBJID,EXSEQ,EXTRT,EXDOSE,EXDOSU,EXDOSFRM,EXDOSFRQ,EXROUTE,EXSTDTC,EXENDTC',
    ...Array.from(
      { length: exposures },
      (_, index) =>
        `SMALL-1,EX,S-01,${index + 1},DRUG,10,mg,TABLET,QD,ORAL,2025-0${index + 1}-06,2025-0${index + 1}-20`,
    ),
  ]);
  await write('tu.csv', [
    'STUDYID,DOMAIN,USUBJID,TUSEQ,TULNKID,TUTESTCD,TUTEST,TUORRES,TUSTRESC,TULOC,TUMETHOD,TUEVAL,TUEVALID,VISITNUM,VISIT,TUDTC',
    'SMALL-1,TU,S-01,1,R1-T01,TUMIDENT,Tumor Identification,TARGET,TARGET,LIVER,CT SCAN,INDEPENDENT ASSESSOR,RADIOLOGIST 1,1,BASELINE,2025-01-03',
    'SMALL-1,TU,S-02,1,R1-T01,TUMIDENT,Tumor Identification,TARGET,TARGET,LUNG,CT SCAN,INDEPENDENT ASSESSOR,RADIOLOGIST 1,1,BASELINE,2025-01-04',
  ]);
  const size = (
    subject: string,
    sequence: number,
    visit: number,
    name: string,
    date: string,
    value: number | string,
  ) =>
    `SMALL-1,TR,${subject},${sequence},TARGET,R1-T01,DIAMETER,Diameter,${value},mm,${value},${value},mm,,,CT SCAN,INDEPENDENT ASSESSOR,RADIOLOGIST 1,${visit},${name},${date}`;
  await write('tr.csv', [
    'STUDYID,DOMAIN,USUBJID,TRSEQ,TRGRPID,TRLNKID,TRTESTCD,TRTEST,TRORRES,TRORRESU,TRSTRESC,TRSTRESN,TRSTRESU,TRSTAT,TRREASND,TRMETHOD,TREVAL,TREVALID,VISITNUM,VISIT,TRDTC',
    size('S-01', 1, 1, 'BASELINE', '2025-01-03', 20),
    size('S-01', 2, 2, 'WEEK 6', '2025-02-17', sizeMm),
    size('S-02', 1, 1, 'BASELINE', '2025-01-04', 30),
    size('S-02', 2, 2, 'WEEK 6', '2025-02-18', 30),
  ]);
  await write('rs.csv', [
    'STUDYID,DOMAIN,USUBJID,RSSEQ,RSTESTCD,RSTEST,RSCAT,RSORRES,RSSTRESC,RSSTAT,RSREASND,RSEVAL,RSEVALID,VISITNUM,VISIT,RSDTC',
    `SMALL-1,RS,S-01,1,OVRLRESP,Overall Response,RECIST 1.1,${statedOverall},${statedOverall},,,INDEPENDENT ASSESSOR,RADIOLOGIST 1,2,WEEK 6,2025-02-17`,
    'SMALL-1,RS,S-02,1,OVRLRESP,Overall Response,RECIST 1.1,SD,SD,,,INDEPENDENT ASSESSOR,RADIOLOGIST 1,2,WEEK 6,2025-02-18',
  ]);
  return folder;
}
