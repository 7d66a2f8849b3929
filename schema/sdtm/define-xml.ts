import { buildDefine, type CountedDataset, type DefineAbout } from './build-define.ts';
import { CT_VERSION } from './codelist.ts';
import type { TrialContent } from './content.ts';
import type {
  DefineCodelist,
  DefineDataset,
  DefineItem,
  DefineLeaf,
  DefineModel,
  DefineText,
  DefineValueList,
  DefineWhere,
} from './define-model.ts';
import { xml, xmlText, type Attributes } from './xml.ts';

/** File name of the style sheet beside define.xml. */
export const STYLE_FILE = 'define2-1.xsl';

/** OID of the MetaDataVersion: Dataset-JSON names it too. @example metaDataVersionOid('SDTMIG') // MDV.SDTMIG.3.4 */
export const metaDataVersionOid = (standard: 'SDTMIG' | 'ADaMIG'): string =>
  standard === 'SDTMIG' ? 'MDV.SDTMIG.3.4' : 'MDV.ADaMIG.1.3';

/** OID of the study in define.xml and Dataset-JSON. */
export const studyOid = (trial: Pick<TrialContent, 'protocol'>): string => trial.protocol;

/**
 * define.xml of the datasets of one standard.
 *
 * @param datasets in submission order, SDTM or ADaM
 * @source CDISC Define-XML 2.1
 */
export function defineXml(
  trial: TrialContent,
  datasets: readonly CountedDataset[],
  about: DefineAbout,
): string {
  return writeDefine(buildDefine(trial, datasets, about));
}

export function writeDefine(model: DefineModel): string {
  const { study, standard, system } = model;
  const version = metaDataVersionOid(standard.name);
  const about = `Data definition of the ${standard.name} ${standard.version} datasets of ${study.name}`;
  const wheres = new Map(
    model.valueLists.flatMap(({ entries }) => entries.map(({ where }) => [where.oid, where] as const)),
  );
  const items = [
    ...model.datasets.flatMap((dataset) => dataset.items),
    ...model.valueLists.flatMap(({ entries }) => entries.map(({ item }) => item)),
  ];
  const root = xml(
    'ODM',
    {
      xmlns: 'http://www.cdisc.org/ns/odm/v1.3',
      'xmlns:def': 'http://www.cdisc.org/ns/def/v2.1',
      'xmlns:xlink': 'http://www.w3.org/1999/xlink',
      ODMVersion: '1.3.2',
      FileType: 'Snapshot',
      FileOID: `DEFINE.${study.name}.${standard.name}`,
      CreationDateTime: model.at,
      AsOfDateTime: model.at,
      Originator: model.originator,
      SourceSystem: system.name,
      SourceSystemVersion: system.version,
      'def:Context': 'Submission',
    },
    [
      xml('Study', { OID: study.name }, [
        xml('GlobalVariables', {}, [
          element('StudyName', study.name),
          element('StudyDescription', study.description),
          element('ProtocolName', study.protocol),
        ]),
        xml(
          'MetaDataVersion',
          { OID: version, Name: about, Description: about, 'def:DefineVersion': '2.1.0' },
          [
            writeStandards(model),
            ...(model.documents.length > 0
              ? [
                  xml(
                    'def:SupplementalDoc',
                    {},
                    model.documents.map(({ id }) => xml('def:DocumentRef', { leafID: id })),
                  ),
                ]
              : []),
            ...model.valueLists.map((list) => writeValueList(list)),
            ...[...wheres.values()].map((where) => writeWhere(where)),
            ...model.datasets.map((dataset) => writeDataset(dataset)),
            ...items.map((item) => writeItem(item)),
            ...model.codelists.map((list) => writeCodelist(list)),
            ...model.methods.map(({ oid, name, text }) =>
              xml('MethodDef', { OID: oid, Name: name, Type: 'Computation' }, [description(text)]),
            ),
            ...model.comments.map(({ oid, text }: DefineText) =>
              xml('def:CommentDef', { OID: oid }, [description(text)]),
            ),
            ...model.documents.map((leaf) => writeLeaf(leaf)),
          ],
        ),
      ]),
    ],
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<?xml-stylesheet type="text/xsl" href="${STYLE_FILE}"?>\n${root}\n`;
}

const element = (name: string, text: string) => xml(name, {}, [xmlText(text)]);

const description = (text: string) =>
  xml('Description', {}, [xml('TranslatedText', { 'xml:lang': 'en' }, [xmlText(text)])]);

const yesOnly = (isTrue: boolean) => (isTrue ? 'Yes' : null);

const STANDARD_OID = 'STD.IG';
const TERMS_OID = 'STD.CT';

function writeStandards({ standard }: DefineModel): string {
  return xml('def:Standards', {}, [
    xml('def:Standard', {
      OID: STANDARD_OID,
      Name: standard.name,
      Type: 'IG',
      Version: standard.version,
      Status: 'Final',
    }),
    xml('def:Standard', {
      OID: TERMS_OID,
      Name: 'CDISC/NCI',
      Type: 'CT',
      PublishingSet: 'SDTM',
      Version: CT_VERSION,
      Status: 'Final',
    }),
  ]);
}

function writeValueList({ oid, dataset, variable, entries }: DefineValueList): string {
  return xml('def:ValueListDef', { OID: oid }, [
    description(`Value level of ${dataset}.${variable}`),
    ...entries.map(({ item, where }, at) =>
      xml('ItemRef', referenceOf(item, at), [xml('def:WhereClauseRef', { WhereClauseOID: where.oid })]),
    ),
  ]);
}

function writeWhere({ oid, checks }: DefineWhere): string {
  return xml(
    'def:WhereClauseDef',
    { OID: oid },
    checks.map(({ comparator, variableOid, values }) =>
      xml(
        'RangeCheck',
        { Comparator: comparator, SoftHard: 'Soft', 'def:ItemOID': variableOid },
        values.map((value) => element('CheckValue', value)),
      ),
    ),
  );
}

function writeDataset({ oid, definition, records, leaf, commentOid, items }: DefineDataset): string {
  const { name, domain, label, structure, isReference, keys, standard } = definition;
  // One record a subject: the subject alone is the key.
  const isRepeating = !isReference && keys.some((key) => key !== 'STUDYID' && key !== 'USUBJID');
  return xml(
    'ItemGroupDef',
    {
      OID: oid,
      Name: name,
      Domain: domain,
      SASDatasetName: name,
      Repeating: isRepeating ? 'Yes' : 'No',
      IsReferenceData: isReference ? 'Yes' : 'No',
      Purpose: standard === 'SDTMIG' ? 'Tabulation' : 'Analysis',
      'def:Structure': structure,
      'def:ArchiveLocationID': leaf?.id,
      'def:StandardOID': STANDARD_OID,
      'def:HasNoData': yesOnly(records === 0),
      'def:CommentOID': commentOid,
    },
    [
      description(label),
      ...items.map((item, at) => xml('ItemRef', referenceOf(item, at))),
      xml(
        'def:Class',
        { Name: definition.class },
        // A time to an event has its own kind of the basic data structure.
        definition.class === 'BASIC DATA STRUCTURE' &&
          definition.variables.some((each) => each.name === 'CNSR')
          ? [xml('def:SubClass', { Name: 'TIME-TO-EVENT', ParentClass: definition.class })]
          : [],
      ),
      ...(leaf ? [writeLeaf(leaf)] : []),
    ],
  );
}

const referenceOf = (item: DefineItem, at: number): Attributes => ({
  ItemOID: item.oid,
  OrderNumber: at + 1,
  Mandatory: item.isMandatory ? 'Yes' : 'No',
  KeySequence: item.keySequence,
  MethodOID: item.methodOid,
  Role: item.role,
  'def:HasNoData': yesOnly(item.hasNoData),
});

function writeItem(item: DefineItem): string {
  const { origin } = item;
  return xml(
    'ItemDef',
    {
      OID: item.oid,
      Name: item.name,
      DataType: item.dataType,
      Length: item.length,
      SignificantDigits: item.significantDigits,
      SASFieldName: item.name,
      'def:DisplayFormat': item.displayFormat,
      'def:CommentOID': item.commentOid,
    },
    [
      description(item.label),
      ...(item.codelistOid === null ? [] : [xml('CodeListRef', { CodeListOID: item.codelistOid })]),
      xml(
        'def:Origin',
        { Type: origin.type, Source: origin.source },
        origin.predecessor === null ? [] : [description(origin.predecessor)],
      ),
      ...(item.valueListOid === null ? [] : [xml('def:ValueListRef', { ValueListOID: item.valueListOid })]),
    ],
  );
}

function writeCodelist({ oid, name, code, terms }: DefineCodelist): string {
  const alias = (nci: string) => xml('Alias', { Context: 'nci:ExtCodeID', Name: nci });
  return xml(
    'CodeList',
    {
      OID: oid,
      Name: name,
      DataType: 'text',
      'def:StandardOID': code === null ? null : TERMS_OID,
      'def:IsNonStandard': yesOnly(code === null),
    },
    [
      ...terms.map((term, at) =>
        xml(
          term.decode === null ? 'EnumeratedItem' : 'CodeListItem',
          {
            CodedValue: term.value,
            OrderNumber: at + 1,
            'def:ExtendedValue': yesOnly(code !== null && term.code === null),
          },
          [
            ...(term.decode === null
              ? []
              : [xml('Decode', {}, [xml('TranslatedText', { 'xml:lang': 'en' }, [xmlText(term.decode)])])]),
            ...(term.code === null ? [] : [alias(term.code)]),
          ],
        ),
      ),
      ...(code === null ? [] : [alias(code)]),
    ],
  );
}

const writeLeaf = ({ id, href, title }: DefineLeaf) =>
  xml('def:leaf', { ID: id, 'xlink:href': href }, [element('def:title', title)]);
