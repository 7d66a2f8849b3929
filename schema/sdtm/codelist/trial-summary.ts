/** Terms of the trial summary and the criteria of eligibility. Written as codelist.ts reads it. @source CDISC SDTM Controlled Terminology, about 2022-06 */
export const TRIAL_SUMMARY = `
C66738 TSPARMCD+ Trial Summary Parameter Test Code
ACTSUB=98703|ADAPT=146995|ADDON=49703|AGEMAX=49694|AGEMIN=49693|BIOSPRET=126058|CITNSTDY=127788|CMSPSTAT=127789|COMPTRT=68612|
CONEMAIL=176375|CONMAIL=176376|CONNAME=176373|CONPHONE=176374|CONROLE=176372|CRMDUR=98715|CSRARDTC=139273|CTAUG=156602|
CURTRT=85582|DCUTDESC=98718|DCUTDTC=98717|DGFCRIT=135514|DMCIND=127790|DOSE=25488|DOSFRM=42636|DOSFRQ=89081|DOSRGM=71137|
DOSU=73558|DXCRIT=117960|EGBLIND=119560|EGCTMON=119561|EGLEADPR=119562|EGLEADSM=119563|EGRDMETH=119564|EGREPLBL=119565|
EGREPLTR=119566|EGTWVALG=119582|EMAILXML=127791|EMPIPDCN=126059|EPDISIND=171505|EPIDEMIC=171506|EURSBIND=126060|EVSNDID=126061|
EVSNDORG=126090|EXPARECN=127792|EXPASTAT=127793|EXTTIND=139274|FCNTRY=98770|FDADEIND=123629|FDADRIND=123630|FDATCHSP=156603|
HLTSUBJI=98737|INDIC=112038|INTMODEL=98746|INTTYPE=98747|KEYWORD=126062|LENGTH=49697|MNFCNTRY=124455|MSEUTIND=127794|
NARMS=98771|NCOHORT=126063|NUMSEUST=127795|OBJEXP=163559|OBJPRIM=85826|OBJSEC=85827|OBSMODEL=126064|OBSTIMP=126065|
OBSTPOPD=126066|OBSTSMM=126067|OBSTSMMD=126068|OUTMSADD=156601|OUTMSEXP=98724|OUTMSPRI=98772|OUTMSSEC=98781|PASSIND=139275|
PCLAS=98768|PDPSTIND=123631|PDSTIND=123632|PIPIND=126069|PLANSUB=49692|PLNTRDUR=127796|PROTRSK=139277|PTRTDUR=139276|
PUBMEDID=127797|RANDOM=25196|RANDQT=98775|RDIND=126070|REGID=98714|RESUBLTR=126071|RLPSCRIT=117961|ROUTE=38114|RTSPCDES=126072|
RXMLCIND=127798|SDMDUR=98783|SDTIGVER=156604|SDTMDVER=189317|SDTMVER=156605|SDXMLIND=127799|SENDTC=90462|SEVCRIT=117962|
SEXPOP=49696|SPONSOR=70793|SPREFID=135009|SREVIND=126073|SRNCAIND=126074|SSEUTIND=127800|SSTDTC=69208|SSTDYDTL=126075|
SSTDYIND=126076|STOPRULE=49698|STRATFCT=16153|STYPE=142175|TBLIND=49658|TCNTRL=49647|TDIGRP=49650|THERAREA=101302|TINDTP=49652|
TITLE=49802|TPHASE=48281|TRGFUDUR=126077|TRT=41161|TTYPE=49660|URLSTDY=127801|URLSTDYD=127802

C67152 TSPARM+ Trial Summary Parameter Test Name
Actual Number of Subjects=98703|Adaptive Design=146995|Added on to Existing Treatments=49703|Additional Outcome Measure=156601|
Biospecimen Retention Contains DNA=126058|CDISC Therapeutic Area User Guide=156602|Citation Used in Study=127788|
Clinical Study Report Archive Date=139273|Clinical Study Sponsor=70793|Commercial Sponsor Status=127789|
Comparative Treatment Name=68612|Confirmed Response Minimum Duration=98715|Contact E-Mail Address=176375|
Contact Mailing Address=176376|Contact Name=176373|Contact Phone Number=176374|Contact Role=176372|Control Type=49647|
Country of Manufacture=124455|Current Therapy or Treatment=85582|Data Cutoff Date=98717|Data Cutoff Description=98718|
Data Monitoring Committee Indicator=127790|Delayed Graft Function Dx Criteria=135514|Diagnosis Group=49650|
Diagnostic Criteria=117960|Dose Form=42636|Dose Regimen=71137|Dose Units=73558|Dose per Administration=25488|
Dosing Frequency=89081|ECG Continuous Monitoring=119561|ECG Planned Primary Lead=119562|ECG Read Method=119564|
ECG Reading Blinded=119560|ECG Replicates On-Treatment=119566|ECG Replicates at Baseline=119565|ECG Twave Algorithm=119582|
ECG Used Same Lead=119563|EMA Decision Number for PIP=126059|Email Address for XML File=127791|
Epi/Pandemic Related Disruption Ind=171505|EudraCT Resubmission Indicator=126060|EudraVigilance Sender ID=126061|
EudraVigilance Sender Organization=126090|Expanded Access Record NCT Number=127792|Expanded Access Status=127793|
Exploratory Outcome Measure=98724|Extension Trial Indicator=139274|FDA Technical Specification=156603|
FDA-Regulated Device Study Indicator=123629|FDA-Regulated Drug Study Indicator=123630|Healthy Subject Indicator=98737|
Intervention Model=98746|Intervention Type=98747|Investigational Therapy or Treatment=41161|
Multiple Site EU State Trial Indicator=127794|Name of Epi/Pandemic=171506|Number of Groups/Cohorts=126063|
Number of Trial Sites EU State=127795|Obs Study Population Description=126066|Obs Study Sampling Method Description=126068|
Observational Model=126064|Observational Study Sampling Method=126067|Observational Time Perspective=126065|
Pediatric Investigation Plan Indicator=126069|Pediatric Postmarket Study Indicator=123631|Pediatric Study Indicator=123632|
Pharmacologic Class=98768|Planned Country of Investigational Sites=98770|Planned Maximum Age of Subjects=49694|
Planned Minimum Age of Subjects=49693|Planned Number of Arms=98771|Planned Number of Subjects=49692|
Planned Treatment Duration=139276|Planned Trial Duration=127796|Post Authorization Safety Study Ind=139275|
Primary Outcome Measure=98772|Protocol Keyword=126062|Protocol Risk Assessment=139277|
PubMed ID for Citation Used in Study=127797|Randomization Quotient=98775|Rare Disease Indicator=126070|
Registry Identifier=98714|Relapse Criteria=117961|Request for XML Copy of Study Indicator=127798|Resubmission Letter=126071|
Retained Biospecimen Description=126072|Route of Administration=38114|SDTM IG Version=156604|SDTM Version=156605|
SDTMIG Medical Device Version=189317|SUSAR Reporting to EVCTM Indicator=126073|SUSAR Reporting to NCA Indicator=126074|
Secondary Outcome Measure=98781|Secure Delivery XML Required Indicator=127799|Severity Criteria=117962|
Sex of Participants=49696|Single Site EU State Trial Indicator=127800|Sponsor's Study Reference ID=135009|
Stable Disease Minimum Duration=98783|Stratification Factor=16153|Study End Date=90462|Study Start Date=69208|
Study Stop Rules=49698|Study Type=142175|Substudy Details=126075|Substudy Planned Indicator=126076|
Target Follow-Up Duration=126077|Therapeutic Area=101302|Trial Blinding Schema=49658|Trial Disease/Condition Indication=112038|
Trial Exploratory Objective=163559|Trial Intent Type=49652|Trial Length=49697|Trial Phase Classification=48281|
Trial Primary Objective=85826|Trial Secondary Objective=85827|Trial Title=49802|Trial Type=49660|Trial is Randomized=25196|
URL Related to Study=127801|URL Related to Study Description=127802

C66788 DICTNAM+ Dictionary Name
CDISC CT=163415|COSTART=49471|CTCAE=49704|D-U-N-S NUMBER=134003|ICD=49474|ICD-O=37978|LOINC=49476|MED-RT=163416|MedDRA=43820|
SNOMED=53489|UNII=163417|WHO ATC CLASSIFICATION SYSTEM=154331|WHOART=49468|WHODD=49475

C66797 IECAT Category of Inclusion/Exclusion
EXCLUSION=25370|INCLUSION=25532
`;
