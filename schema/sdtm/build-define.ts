import type { TrialContent } from './content.ts';
import type { Dataset } from './dataset.ts';
import { gatherCodelists, type CodelistGathering } from './define-codelist.ts';
import type { DefineDataset, DefineItem, DefineLeaf, DefineModel, DefineText } from './define-model.ts';
import { typeOfColumn } from './define-type.ts';
import { buildValueLists } from './define-value-list.ts';
import { datasetOid, variableOid } from './oid.ts';
import type { Profile, ProfileMark } from './profile.ts';

/** What define.xml says of itself and of what lies beside it. */
export interface DefineAbout {
  /** The time stamp, that of the cut: an instant. */
  readonly at: string;
  readonly originator: string;
  readonly system: { readonly name: string; readonly version: string };
  /** Version of the criteria engine that derived what is derived. */
  readonly engineVersion: string;
  /** File name of a dataset beside define.xml, e.g. tu.xpt; null: it has no rows and no file. */
  readonly fileOf: (dataset: string) => string | null;
  /** Documents beside define.xml, e.g. the reviewer's guide. */
  readonly documents?: readonly DefineLeaf[];
  /** Comments by dataset (TU) or variable (TU.TULOC), beside those that follow from the trial. */
  readonly comments?: Readonly<Record<string, string>>;
}

/** A dataset with what was counted of it. */
export interface CountedDataset {
  readonly dataset: Dataset;
  readonly profile: Profile;
}

const VERSIONS = { SDTMIG: '3.4', ADaMIG: '1.3' } as const;

/** What all datasets, variables and lists have in common while a define is built. */
export interface DefineDraft {
  readonly trial: TrialContent;
  readonly about: DefineAbout;
  readonly codelists: CodelistGathering;
  readonly addMethod: (oid: string, name: string, text: string) => string;
  readonly addComment: (oid: string, text: string) => string;
}

/**
 * The model of a define.xml.
 *
 * @param datasets in submission order, all of one standard: SDTM and ADaM have a define.xml each
 * @throws RangeError when they are not of one standard, or there are none
 */
export function buildDefine(
  trial: TrialContent,
  datasets: readonly CountedDataset[],
  about: DefineAbout,
): DefineModel {
  const [standard, ...others] = new Set(datasets.map(({ dataset }) => dataset.definition.standard));
  if (standard === undefined || others.length > 0)
    throw new RangeError('A define.xml describes the datasets of one standard.');
  const methods = new Map<string, DefineText>();
  const comments = new Map<string, DefineText>();
  const codelists = gatherCodelists();
  const add = (to: Map<string, DefineText>) => (oid: string, name: string, text: string) => {
    to.set(oid, { oid, name, text });
    return oid;
  };
  const addComment = (oid: string, text: string) => add(comments)(oid, oid, text);
  const draft: DefineDraft = { trial, about, codelists, addMethod: add(methods), addComment };
  const marked = datasets
    .filter(({ dataset }) => isDescribed(dataset))
    .map(({ dataset, profile }) => ({ dataset, mark: profile.mark(), profile }));
  const valueLists = marked.flatMap(({ dataset, mark, profile }) =>
    profile.valueLevel ? buildValueLists(draft, dataset, mark, profile.valueLevel) : [],
  );
  const listOf = new Map(valueLists.map((list) => [variableOid(list.dataset, list.variable), list.oid]));
  return {
    study: { name: trial.protocol, description: trial.title, protocol: trial.protocol },
    standard: { name: standard, version: VERSIONS[standard] },
    at: about.at,
    originator: about.originator,
    system: about.system,
    datasets: marked.map((each) => buildDataset(draft, each.dataset, each.mark, listOf)),
    valueLists,
    codelists: codelists.list(),
    methods: [...methods.values()],
    comments: [...comments.values()],
    documents: about.documents ?? [],
  };
}

/** A dataset without rows is described, but that of supplemental qualifiers: it would be but one of nothing. */
export const isDescribed = ({ definition, records }: Dataset): boolean =>
  records > 0 || !definition.name.startsWith('SUPP');

function buildDataset(
  draft: DefineDraft,
  dataset: Dataset,
  mark: ProfileMark,
  listOf: ReadonlyMap<string, string>,
): DefineDataset {
  const { definition, records } = dataset;
  const { name, label, keys } = definition;
  const file = records === 0 ? null : draft.about.fileOf(name);
  const comment = draft.about.comments?.[name] ?? (records === 0 ? NO_ROWS : undefined);
  return {
    oid: datasetOid(name),
    definition,
    records,
    leaf: file === null ? null : { id: `LF.${name}`, href: file, title: `${file} (${label})` },
    commentOid: comment === undefined ? null : draft.addComment(`COM.${name}`, comment),
    items: dataset.columns.map((column): DefineItem => {
      const profile = mark.columns[column.name];
      if (!profile) throw new RangeError(`${name}.${column.name} was not counted.`);
      const oid = variableOid(name, column.name);
      const hasNoData = profile.filled === 0;
      const origin = hasNoData ? NOT_AVAILABLE : { ...column.origin, predecessor: null };
      const said = draft.about.comments?.[`${name}.${column.name}`] ?? commentOf(draft, dataset, column.name);
      const isDerived = column.origin.type === 'Derived' && !hasNoData;
      return {
        oid,
        name: column.name,
        label: column.label,
        ...typeOfColumn(column, profile),
        isMandatory: column.core === 'Req',
        keySequence: keys.includes(column.name) ? keys.indexOf(column.name) + 1 : null,
        role: column.role,
        hasNoData,
        origin:
          origin.type === 'Predecessor'
            ? { ...origin, predecessor: column.method ?? `DM.${column.name}` }
            : origin,
        // The terms of a result are told test by test.
        codelistOid: listOf.has(oid)
          ? null
          : draft.codelists.refer({
              lists:
                column.name === 'PARAMCD' && column.codelists.length === 0
                  ? [`${name}.PARAMCD`]
                  : column.codelists,
              values: profile.values,
              decodes: decodesOf(mark, column.name),
            }),
        methodOid:
          isDerived && column.method !== null
            ? draft.addMethod(`MT.${name}.${column.name}`, `${name}.${column.name}`, column.method)
            : null,
        commentOid: hasNoData
          ? draft.addComment('COM.NODATA', NO_VALUES)
          : said === undefined
            ? null
            : draft.addComment(`COM.${name}.${column.name}`, said),
        valueListOid: listOf.get(oid) ?? null,
      };
    }),
  };
}

const NOT_AVAILABLE = { type: 'Not Available', source: null, predecessor: null } as const;
const NO_ROWS = 'There is nothing to tell in this dataset; no file is sent.';
const NO_VALUES = 'The guide expects this variable; nothing was told for it in this trial.';

/** Words of the codes that tell tests apart, as the rows themselves name them. */
function decodesOf(mark: ProfileMark, variable: string): ReadonlyMap<string, string> {
  const isKey = /(TESTCD|PARMCD|PARAMCD|QNAM)$/.test(variable);
  return new Map(
    (isKey ? (mark.groups ?? []) : []).flatMap(({ keys: [code], label }) =>
      typeof code === 'string' && label !== null ? [[code, label]] : [],
    ),
  );
}

/** What follows from the trial for a variable. */
function commentOf({ trial }: DefineDraft, dataset: Dataset, variable: string): string | undefined {
  const { name } = dataset.definition;
  const at = `${name}.${variable}`;
  if (!trial.isUnblinded && at === 'DM.ARMNRS')
    return 'BLINDED is a term of the sponsor: arms are withheld from this export.';
  if (!trial.isUnblinded && at === 'EX.EXTRT')
    return 'BLINDED: treatments and doses are withheld from this export.';
  if (at === 'RS.RSORRES')
    return 'What the evaluator stated; where nothing was stated, what the criteria engine derived (RSDRVFL is Y). Where both are there and differ, the derived word is in SUPPRS (QNAM RSDERIV).';
  if (/^(TU|TR|RS)\.(TU|TR|RS)EVAL$/.test(at) && trial.evaluators.includes('INVESTIGATOR'))
    return 'Rows of the INVESTIGATOR were collected by the investigator at the site; the others were read by the core lab (vendor).';
  return undefined;
}
