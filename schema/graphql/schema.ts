import './adjudication/adjudicate-subject.ts';
import './audit/audit-entry.ts';
import './efficacy/efficacy.ts';
import './import/sdtm-import.ts';
import './lesion/lesion.ts';
import './mutation.ts';
import './person/person.ts';
import './read/lock-read.ts';
import './read/read.ts';
import './read/submit-read.ts';
import './refusal.ts';
import './response/best-response.ts';
import './response/timepoint-response.ts';
import './response/difference.ts';
import './review/adjudication.ts';
import './review/review.ts';
import './site/site.ts';
import './subject/course.ts';
import './subject/subject.ts';
import './subject/trial-subjects.ts';
import './timepoint/timepoint.ts';
import './trial/enrolment.ts';
import './trial/progress.ts';
import './trial/site-row.ts';
import './trial/trial.ts';
import { builder } from './builder.ts';

/** The schema that clients ask. */
export const schema = builder.toSchema();
