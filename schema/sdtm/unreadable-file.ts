import type { Issue } from './issue.ts';

/** A file that cannot be read as rows; the message is the issue's sentence. */
export class UnreadableFile extends Error {
  readonly issue: Issue;
  constructor(issue: Issue) {
    super(issue.sentence);
    this.name = 'UnreadableFile';
    this.issue = issue;
  }
}
