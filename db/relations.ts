import { defineRelations } from 'drizzle-orm';
import { auditReview, auditReviewVerdict } from './table/audit-review.ts';
import { auditEntry } from './table/audit.ts';
import { dataCut } from './table/data-cut.ts';
import { fileExport } from './table/file-export.ts';
import { accessReview } from './table/access-review.ts';
import { membership, person, reviewAssignment } from './table/person.ts';
import { auditCheckpoint, auditLeaf, auditSubtree } from './table/ledger.ts';
import { finding, read } from './table/read.ts';
import { bestResponse, timepointResponse } from './table/response.ts';
import { adjudication, lesion, review } from './table/review.ts';
import { securityPolicy } from './table/security-policy.ts';
import { signature } from './table/signature.ts';
import { sdtmExport, sdtmSequence } from './table/sdtm-export.ts';
import { sdtmImport } from './table/sdtm-import.ts';
import { exposure, exposureDrug, subject, subjectArm, subjectCourse, subjectEvent } from './table/subject.ts';
import { statementAcceptance } from './table/statement-acceptance.ts';
import { trainingRecord, trainingRequirement } from './table/training.ts';
import { exam, series, timepoint } from './table/timepoint.ts';
import { arm, charter, schedule, site, sponsor, trial } from './table/trial.ts';
import { unblindingGrant } from './table/unblinding-grant.ts';

const tables = {
  accessReview,
  adjudication,
  arm,
  auditCheckpoint,
  auditEntry,
  auditReview,
  auditReviewVerdict,
  auditLeaf,
  auditSubtree,
  bestResponse,
  charter,
  dataCut,
  exam,
  exposure,
  exposureDrug,
  fileExport,
  finding,
  lesion,
  membership,
  person,
  read,
  review,
  reviewAssignment,
  schedule,
  sdtmExport,
  sdtmImport,
  sdtmSequence,
  securityPolicy,
  series,
  signature,
  site,
  sponsor,
  statementAcceptance,
  subject,
  subjectArm,
  subjectCourse,
  subjectEvent,
  timepoint,
  timepointResponse,
  trainingRecord,
  trainingRequirement,
  trial,
  unblindingGrant,
};

/** How rows hang together. Both columns of a key are named, so that each join finds its index by trial. */
export const relations = defineRelations(tables, (r) => ({
  trial: {
    sponsor: r.one.sponsor({ from: r.trial.sponsorId, to: r.sponsor.id, optional: false }),
    charters: r.many.charter({ from: r.trial.id, to: r.charter.trialId }),
    arms: r.many.arm({ from: r.trial.id, to: r.arm.trialId }),
    sites: r.many.site({ from: r.trial.id, to: r.site.trialId }),
    schedule: r.many.schedule({ from: r.trial.id, to: r.schedule.trialId }),
    subjects: r.many.subject({ from: r.trial.id, to: r.subject.trialId }),
    accessReviews: r.many.accessReview({ from: r.trial.id, to: r.accessReview.trialId }),
    auditReviews: r.many.auditReview({ from: r.trial.id, to: r.auditReview.trialId }),
    dataCuts: r.many.dataCut({ from: r.trial.id, to: r.dataCut.trialId }),
    fileExports: r.many.fileExport({ from: r.trial.id, to: r.fileExport.trialId }),
    memberships: r.many.membership({ from: r.trial.id, to: r.membership.trialId }),
    sdtmExports: r.many.sdtmExport({ from: r.trial.id, to: r.sdtmExport.trialId }),
  },
  subject: {
    trial: r.one.trial({ from: r.subject.trialId, to: r.trial.id, optional: false }),
    site: r.one.site({
      from: [r.subject.trialId, r.subject.siteId],
      to: [r.site.trialId, r.site.id],
      optional: false,
    }),
    arm: r.one.subjectArm({
      from: [r.subject.trialId, r.subject.id],
      to: [r.subjectArm.trialId, r.subjectArm.subjectId],
    }),
    course: r.one.subjectCourse({
      from: [r.subject.trialId, r.subject.id],
      to: [r.subjectCourse.trialId, r.subjectCourse.subjectId],
    }),
    timepoints: r.many.timepoint({
      from: [r.subject.trialId, r.subject.id],
      to: [r.timepoint.trialId, r.timepoint.subjectId],
    }),
    reviews: r.many.review({
      from: [r.subject.trialId, r.subject.id],
      to: [r.review.trialId, r.review.subjectId],
    }),
    adjudication: r.one.adjudication({
      from: [r.subject.trialId, r.subject.id],
      to: [r.adjudication.trialId, r.adjudication.subjectId],
    }),
    exposures: r.many.exposure({
      from: [r.subject.trialId, r.subject.id],
      to: [r.exposure.trialId, r.exposure.subjectId],
    }),
    signatures: r.many.signature({
      from: [r.subject.trialId, r.subject.id],
      to: [r.signature.trialId, r.signature.recordId],
      where: { record: 'review' },
    }),
    events: r.many.subjectEvent({
      from: [r.subject.trialId, r.subject.id],
      to: [r.subjectEvent.trialId, r.subjectEvent.subjectId],
    }),
  },
  subjectArm: {
    planned: r.one.arm({ from: [r.subjectArm.trialId, r.subjectArm.armId], to: [r.arm.trialId, r.arm.id] }),
    actual: r.one.arm({
      from: [r.subjectArm.trialId, r.subjectArm.actualArmId],
      to: [r.arm.trialId, r.arm.id],
    }),
  },
  timepoint: {
    subject: r.one.subject({
      from: [r.timepoint.trialId, r.timepoint.subjectId],
      to: [r.subject.trialId, r.subject.id],
      optional: false,
    }),
    exams: r.many.exam({
      from: [r.timepoint.trialId, r.timepoint.id],
      to: [r.exam.trialId, r.exam.timepointId],
    }),
  },
  exam: {
    series: r.many.series({ from: [r.exam.trialId, r.exam.id], to: [r.series.trialId, r.series.examId] }),
  },
  exposure: {
    drug: r.one.exposureDrug({
      from: [r.exposure.trialId, r.exposure.id],
      to: [r.exposureDrug.trialId, r.exposureDrug.exposureId],
    }),
  },
  review: {
    subject: r.one.subject({
      from: [r.review.trialId, r.review.subjectId],
      to: [r.subject.trialId, r.subject.id],
      optional: false,
    }),
    lesions: r.many.lesion({
      from: [r.review.trialId, r.review.id],
      to: [r.lesion.trialId, r.lesion.reviewId],
    }),
    reads: r.many.read({ from: [r.review.trialId, r.review.id], to: [r.read.trialId, r.read.reviewId] }),
    bestResponses: r.many.bestResponse({
      from: [r.review.trialId, r.review.id],
      to: [r.bestResponse.trialId, r.bestResponse.reviewId],
    }),
    assignment: r.one.reviewAssignment({
      from: [r.review.trialId, r.review.id],
      to: [r.reviewAssignment.trialId, r.reviewAssignment.reviewId],
    }),
  },
  reviewAssignment: { person: r.one.person({ from: r.reviewAssignment.personId, to: r.person.id }) },
  lesion: {
    review: r.one.review({
      from: [r.lesion.trialId, r.lesion.reviewId],
      to: [r.review.trialId, r.review.id],
      optional: false,
    }),
    firstTimepoint: r.one.timepoint({
      from: [r.lesion.trialId, r.lesion.firstTimepointId],
      to: [r.timepoint.trialId, r.timepoint.id],
      optional: false,
    }),
    splitFrom: r.one.lesion({
      from: [r.lesion.trialId, r.lesion.splitFromId],
      to: [r.lesion.trialId, r.lesion.id],
    }),
    findings: r.many.finding({
      from: [r.lesion.trialId, r.lesion.id],
      to: [r.finding.trialId, r.finding.lesionId],
    }),
  },
  read: {
    review: r.one.review({
      from: [r.read.trialId, r.read.reviewId],
      to: [r.review.trialId, r.review.id],
      optional: false,
    }),
    timepoint: r.one.timepoint({
      from: [r.read.trialId, r.read.timepointId],
      to: [r.timepoint.trialId, r.timepoint.id],
      optional: false,
    }),
    findings: r.many.finding({
      from: [r.read.trialId, r.read.id],
      to: [r.finding.trialId, r.finding.readId],
    }),
    signatures: r.many.signature({
      from: [r.read.trialId, r.read.id],
      to: [r.signature.trialId, r.signature.recordId],
      where: { record: 'read' },
    }),
    responses: r.many.timepointResponse({
      from: [r.read.trialId, r.read.id],
      to: [r.timepointResponse.trialId, r.timepointResponse.readId],
    }),
  },
  finding: {
    lesion: r.one.lesion({
      from: [r.finding.trialId, r.finding.lesionId],
      to: [r.lesion.trialId, r.lesion.id],
      optional: false,
    }),
    mergedInto: r.one.lesion({
      from: [r.finding.trialId, r.finding.mergedIntoId],
      to: [r.lesion.trialId, r.lesion.id],
    }),
    series: r.one.series({
      from: [r.finding.trialId, r.finding.seriesId],
      to: [r.series.trialId, r.series.id],
    }),
  },
  adjudication: {
    acceptedReview: r.one.review({
      from: [r.adjudication.trialId, r.adjudication.acceptedReviewId],
      to: [r.review.trialId, r.review.id],
      optional: false,
    }),
  },
  charter: {
    signatures: r.many.signature({
      from: [r.charter.trialId, r.charter.id],
      to: [r.signature.trialId, r.signature.recordId],
      where: { record: 'charter' },
    }),
  },
  dataCut: {
    signatures: r.many.signature({
      from: [r.dataCut.trialId, r.dataCut.id],
      to: [r.signature.trialId, r.signature.recordId],
      where: { record: 'data_cut' },
    }),
    takenBy: r.one.person({ from: r.dataCut.takenById, to: r.person.id, optional: false }),
  },
  accessReview: {
    signatures: r.many.signature({
      from: [r.accessReview.trialId, r.accessReview.id],
      to: [r.signature.trialId, r.signature.recordId],
      where: { record: 'access_review' },
    }),
  },
  auditReview: {
    signatures: r.many.signature({
      from: [r.auditReview.trialId, r.auditReview.id],
      to: [r.signature.trialId, r.signature.recordId],
      where: { record: 'audit_review' },
    }),
    verdicts: r.many.auditReviewVerdict({
      from: [r.auditReview.trialId, r.auditReview.id],
      to: [r.auditReviewVerdict.trialId, r.auditReviewVerdict.reviewId],
    }),
    startedBy: r.one.person({ from: r.auditReview.startedById, to: r.person.id, optional: false }),
  },
  auditReviewVerdict: {
    by: r.one.person({ from: r.auditReviewVerdict.byId, to: r.person.id, optional: false }),
  },
  fileExport: {
    signatures: r.many.signature({
      from: [r.fileExport.trialId, r.fileExport.id],
      to: [r.signature.trialId, r.signature.recordId],
      where: { record: 'file_export' },
    }),
    requestedBy: r.one.person({ from: r.fileExport.requestedById, to: r.person.id, optional: false }),
  },
  sdtmExport: {
    trial: r.one.trial({ from: r.sdtmExport.trialId, to: r.trial.id, optional: false }),
    requestedBy: r.one.person({ from: r.sdtmExport.requestedById, to: r.person.id, optional: false }),
    acceptedBy: r.one.person({ from: r.sdtmExport.acceptedById, to: r.person.id }),
    dataCut: r.one.dataCut({
      from: [r.sdtmExport.trialId, r.sdtmExport.dataCutId],
      to: [r.dataCut.trialId, r.dataCut.id],
    }),
    fileExport: r.one.fileExport({
      from: [r.sdtmExport.trialId, r.sdtmExport.fileExportId],
      to: [r.fileExport.trialId, r.fileExport.id],
    }),
  },
  sdtmImport: {
    trial: r.one.trial({ from: r.sdtmImport.trialId, to: r.trial.id }),
    requestedBy: r.one.person({ from: r.sdtmImport.requestedById, to: r.person.id }),
  },
}));
