export { DOMAINS } from './domain-list.ts';
export { DOMAIN_CODES, checkColumns, type Domain, type DomainCode, type Variable } from './domain.ts';
export { UnreadableFile } from './unreadable-file.ts';
export { RULES, raise, type Issue, type IssueCode, type Severity } from './issue.ts';
export { readDataset } from './read-dataset.ts';
export { chooseStudy } from './study.ts';
export { assembleSubject, type SubjectRows } from './assemble-subject.ts';
export type { SourceDataset, SourceFile, SourceRow } from './source-row.ts';
export type * from './imported-subject.ts';
