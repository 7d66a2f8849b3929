CREATE SCHEMA "audit";
--> statement-breakpoint
CREATE SCHEMA "auth";
--> statement-breakpoint
CREATE TABLE "audit"."entry" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit"."entry_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"trial_id" uuid,
	"record" text NOT NULL,
	"record_id" text NOT NULL,
	"action" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"changed" text[] NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"actor_roles" text[] NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"transaction" bigint NOT NULL,
	"session_id" text,
	"request_id" text,
	CONSTRAINT "entry_action" CHECK ("action" in ('INSERT', 'UPDATE', 'DELETE'))
);
--> statement-breakpoint
CREATE TABLE "membership" (
	"trial_id" uuid,
	"id" uuid,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"granted_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "membership_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "membership_once" UNIQUE("trial_id","person_id","role"),
	CONSTRAINT "membership_role" CHECK ("role" in ('SPONSOR_REVIEWER', 'MEDICAL_MONITOR', 'DATA_MANAGER', 'READER', 'ADJUDICATOR', 'IMAGE_ANALYST', 'TRIAL_ADMINISTRATOR', 'AUDITOR', 'STATISTICIAN'))
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" text PRIMARY KEY,
	"name" text NOT NULL,
	"email" text NOT NULL CONSTRAINT "person_email" UNIQUE,
	"kind" text NOT NULL,
	"may_open_trials" boolean DEFAULT false NOT NULL,
	"is_demo" boolean DEFAULT false NOT NULL,
	CONSTRAINT "person_kind" CHECK ("kind" in ('PERSON', 'SYSTEM'))
);
--> statement-breakpoint
CREATE TABLE "review_assignment" (
	"trial_id" uuid,
	"review_id" uuid,
	"person_id" text NOT NULL,
	CONSTRAINT "review_assignment_pkey" PRIMARY KEY("trial_id","review_id")
);
--> statement-breakpoint
CREATE TABLE "unblinding_grant" (
	"trial_id" uuid,
	"id" uuid,
	"person_id" text NOT NULL,
	"first_grantor_id" text NOT NULL,
	"second_grantor_id" text NOT NULL,
	"reason" text NOT NULL,
	"granted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "unblinding_grant_pkey" PRIMARY KEY("trial_id","id")
);
--> statement-breakpoint
CREATE TABLE "adjudication" (
	"trial_id" uuid,
	"id" uuid,
	"subject_id" uuid NOT NULL,
	"accepted_review_id" uuid NOT NULL,
	"variable" text,
	"reason" text NOT NULL,
	"decided_by_id" text,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "adjudication_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "adjudication_subject" UNIQUE("trial_id","subject_id")
);
--> statement-breakpoint
CREATE TABLE "best_response" (
	"trial_id" uuid,
	"id" uuid,
	"review_id" uuid NOT NULL,
	"criteria" text NOT NULL,
	"basis" text NOT NULL,
	"best" text NOT NULL,
	"best_on" date,
	"confirmed_best" text NOT NULL,
	"confirmed_best_on" date,
	"progression_on" date,
	"best_change_percent" double precision,
	"best_change_read_id" uuid,
	"last_evaluable_on" date,
	"trace" jsonb NOT NULL,
	"charter_id" uuid NOT NULL,
	"engine_version" text NOT NULL,
	CONSTRAINT "best_response_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "best_response_criteria" UNIQUE("trial_id","review_id","criteria"),
	CONSTRAINT "best_response_basis" CHECK ("basis" in ('MEASUREMENTS', 'STATED'))
);
--> statement-breakpoint
CREATE TABLE "finding" (
	"trial_id" uuid,
	"id" uuid,
	"read_id" uuid NOT NULL,
	"review_id" uuid NOT NULL,
	"lesion_id" uuid NOT NULL,
	"state" text NOT NULL,
	"longest_diameter_mm" double precision,
	"short_axis_mm" double precision,
	"perpendicular_mm" double precision,
	"merged_into_id" uuid,
	"reason_not_evaluable" text,
	"method" text,
	"series_id" uuid,
	"image_number" integer,
	CONSTRAINT "finding_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "finding_lesion" UNIQUE("trial_id","read_id","lesion_id"),
	CONSTRAINT "finding_state" CHECK ("state" in ('measured', 'present', 'absent', 'too-small', 'progressed', 'not-evaluable', 'equivocal'))
);
--> statement-breakpoint
CREATE TABLE "lesion" (
	"trial_id" uuid,
	"id" uuid,
	"review_id" uuid NOT NULL,
	"code" text NOT NULL,
	"role" text NOT NULL,
	"kind" text NOT NULL,
	"organ" text,
	"location" text,
	"laterality" text,
	"method" text,
	"is_measurable" boolean DEFAULT true NOT NULL,
	"first_timepoint_id" uuid NOT NULL,
	"split_from_id" uuid,
	"flags" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "lesion_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "lesion_code" UNIQUE("trial_id","review_id","code"),
	CONSTRAINT "lesion_role" CHECK ("role" in ('target', 'non-target', 'new'))
);
--> statement-breakpoint
CREATE TABLE "read" (
	"trial_id" uuid,
	"id" uuid,
	"review_id" uuid NOT NULL,
	"timepoint_id" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"is_current" boolean DEFAULT true NOT NULL,
	"state" text NOT NULL,
	"read_on" date,
	"read_on_given" text,
	"is_evaluable" boolean DEFAULT true NOT NULL,
	"reason_not_evaluable" text,
	"clinical_status" text,
	"comment" text,
	"submitted_at" timestamp with time zone,
	"locked_at" timestamp with time zone,
	"correction_reason" text,
	CONSTRAINT "read_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "read_version" UNIQUE("trial_id","review_id","timepoint_id","version"),
	CONSTRAINT "read_state" CHECK ("state" in ('DRAFT', 'SUBMITTED', 'LOCKED'))
);
--> statement-breakpoint
CREATE TABLE "review" (
	"trial_id" uuid,
	"id" uuid,
	"subject_id" uuid NOT NULL,
	"evaluator" text NOT NULL,
	CONSTRAINT "review_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "review_evaluator" UNIQUE("trial_id","subject_id","evaluator"),
	CONSTRAINT "review_evaluator_word" CHECK ("evaluator" in ('INVESTIGATOR', 'READER_1', 'READER_2', 'ADJUDICATOR', 'ALGORITHM'))
);
--> statement-breakpoint
CREATE TABLE "timepoint_response" (
	"trial_id" uuid,
	"id" uuid,
	"read_id" uuid NOT NULL,
	"review_id" uuid NOT NULL,
	"criteria" text NOT NULL,
	"stated_target" text,
	"stated_non_target" text,
	"stated_new_lesion" boolean,
	"stated_overall" text,
	"stated_sum" double precision,
	"sum" double precision,
	"change_from_baseline_percent" double precision,
	"change_from_nadir_percent" double precision,
	"target" text,
	"non_target" text,
	"has_new_lesion" boolean,
	"overall" text,
	"is_different" boolean GENERATED ALWAYS AS ((coalesce(stated_overall <> overall, false) or coalesce(stated_target <> target, false) or coalesce(stated_non_target <> non_target, false) or coalesce(stated_new_lesion <> has_new_lesion, false))) STORED NOT NULL,
	"trace" jsonb,
	"charter_id" uuid,
	"engine_version" text,
	CONSTRAINT "timepoint_response_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "timepoint_response_criteria" UNIQUE("trial_id","read_id","criteria")
);
--> statement-breakpoint
CREATE TABLE "sdtm_import" (
	"trial_id" uuid,
	"id" uuid PRIMARY KEY,
	"requested_by_id" text NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"protocol" text,
	"criteria" text,
	"reason" text NOT NULL,
	"files" text[] NOT NULL,
	"state" text NOT NULL,
	"rows_read" integer DEFAULT 0 NOT NULL,
	"rows_total" integer,
	"finished_at" timestamp with time zone,
	"refusal" text,
	"report" jsonb,
	CONSTRAINT "sdtm_import_state" CHECK ("state" in ('QUEUED', 'RUNNING', 'DONE', 'REFUSED', 'CANCELLED', 'FAILED'))
);
--> statement-breakpoint
CREATE TABLE "exam" (
	"trial_id" uuid,
	"id" uuid,
	"subject_id" uuid NOT NULL,
	"timepoint_id" uuid NOT NULL,
	"modality" text NOT NULL,
	"acquired_on" date NOT NULL,
	"study_instance_uid" text,
	"received_at" timestamp with time zone,
	CONSTRAINT "exam_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "exam_study_instance_uid" UNIQUE("trial_id","study_instance_uid")
);
--> statement-breakpoint
CREATE TABLE "exposure" (
	"trial_id" uuid,
	"id" uuid,
	"subject_id" uuid NOT NULL,
	"source_key" text NOT NULL,
	"started_on" date NOT NULL,
	"started_on_given" text,
	"started_on_rule" text,
	"ended_on" date,
	"ended_on_given" text,
	"ended_on_rule" text,
	CONSTRAINT "exposure_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "exposure_source_key" UNIQUE("trial_id","subject_id","source_key")
);
--> statement-breakpoint
CREATE TABLE "exposure_drug" (
	"trial_id" uuid,
	"exposure_id" uuid,
	"treatment" text NOT NULL,
	"dose" double precision,
	"dose_unit" text,
	"dose_form" text,
	"frequency" text,
	"route" text,
	CONSTRAINT "exposure_drug_pkey" PRIMARY KEY("trial_id","exposure_id")
);
--> statement-breakpoint
CREATE TABLE "series" (
	"trial_id" uuid,
	"id" uuid,
	"exam_id" uuid NOT NULL,
	"series_instance_uid" text NOT NULL,
	"number" integer,
	"description" text,
	"slice_thickness_mm" double precision,
	CONSTRAINT "series_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "series_instance_uid" UNIQUE("trial_id","series_instance_uid")
);
--> statement-breakpoint
CREATE TABLE "subject" (
	"trial_id" uuid,
	"id" uuid,
	"site_id" uuid NOT NULL,
	"number" text NOT NULL,
	"usubjid" text NOT NULL,
	"country" text,
	"sex" text,
	"age_years" integer,
	"race" text,
	"ethnicity" text,
	CONSTRAINT "subject_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "subject_number" UNIQUE("trial_id","number"),
	CONSTRAINT "subject_usubjid" UNIQUE("trial_id","usubjid")
);
--> statement-breakpoint
CREATE TABLE "subject_arm" (
	"trial_id" uuid,
	"subject_id" uuid,
	"arm_id" uuid,
	"actual_arm_id" uuid,
	"reason_without" text,
	CONSTRAINT "subject_arm_pkey" PRIMARY KEY("trial_id","subject_id")
);
--> statement-breakpoint
CREATE TABLE "subject_course" (
	"trial_id" uuid,
	"subject_id" uuid,
	"is_screen_failure" boolean DEFAULT false NOT NULL,
	"consented_on" date,
	"randomised_on" date,
	"reference_start_on" date,
	"first_dose_on" date,
	"last_dose_on" date,
	"off_treatment_on" date,
	"new_therapy_on" date,
	"last_contact_on" date,
	"died_on" date,
	CONSTRAINT "subject_course_pkey" PRIMARY KEY("trial_id","subject_id")
);
--> statement-breakpoint
CREATE TABLE "subject_event" (
	"trial_id" uuid,
	"id" uuid,
	"subject_id" uuid NOT NULL,
	"source_key" text NOT NULL,
	"kind" text NOT NULL,
	"term" text NOT NULL,
	"decoded_term" text,
	"category" text,
	"occurred_on" date,
	"occurred_on_given" text,
	"occurred_on_rule" text,
	CONSTRAINT "subject_event_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "subject_event_source_key" UNIQUE("trial_id","subject_id","source_key"),
	CONSTRAINT "subject_event_kind" CHECK ("kind" in ('INFORMED_CONSENT', 'RANDOMISATION', 'SCREEN_FAILURE', 'END_OF_TREATMENT', 'NEW_THERAPY', 'END_OF_STUDY', 'DEATH', 'LAST_CONTACT', 'OTHER'))
);
--> statement-breakpoint
CREATE TABLE "timepoint" (
	"trial_id" uuid,
	"id" uuid,
	"subject_id" uuid NOT NULL,
	"schedule_id" uuid,
	"code" text NOT NULL,
	"label" text NOT NULL,
	"assessed_on" date NOT NULL,
	"assessed_on_given" text,
	"assessed_on_rule" text,
	"is_baseline" boolean NOT NULL,
	"is_scheduled" boolean NOT NULL,
	"visit_number" double precision,
	"received_at" timestamp with time zone,
	CONSTRAINT "timepoint_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "timepoint_code" UNIQUE("trial_id","subject_id","code")
);
--> statement-breakpoint
CREATE TABLE "arm" (
	"trial_id" uuid,
	"id" uuid,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "arm_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "arm_code" UNIQUE("trial_id","code")
);
--> statement-breakpoint
CREATE TABLE "charter" (
	"trial_id" uuid,
	"id" uuid,
	"version" integer NOT NULL,
	"criteria" jsonb NOT NULL,
	"read_design" text NOT NULL,
	"adjudication_variable" text NOT NULL,
	"is_sequential" boolean DEFAULT false NOT NULL,
	"adopted_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "charter_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "charter_version" UNIQUE("trial_id","version"),
	CONSTRAINT "charter_read_design" CHECK ("read_design" in ('SINGLE', 'DOUBLE_WITH_ADJUDICATION')),
	CONSTRAINT "charter_adjudication_variable" CHECK ("adjudication_variable" in ('BEST_RESPONSE', 'PROGRESSION_DATE', 'BEST_RESPONSE_AND_PROGRESSION_DATE'))
);
--> statement-breakpoint
CREATE TABLE "schedule" (
	"trial_id" uuid,
	"id" uuid,
	"code" text NOT NULL,
	"label" text NOT NULL,
	"day" integer,
	"window_before_days" integer DEFAULT 0 NOT NULL,
	"window_after_days" integer DEFAULT 0 NOT NULL,
	"modalities" text[] NOT NULL,
	"is_baseline" boolean DEFAULT false NOT NULL,
	CONSTRAINT "schedule_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "schedule_code" UNIQUE("trial_id","code")
);
--> statement-breakpoint
CREATE TABLE "site" (
	"trial_id" uuid,
	"id" uuid,
	"code" text NOT NULL,
	"name" text,
	"country" text,
	CONSTRAINT "site_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "site_code" UNIQUE("trial_id","code")
);
--> statement-breakpoint
CREATE TABLE "sponsor" (
	"id" uuid PRIMARY KEY,
	"name" text NOT NULL UNIQUE
);
--> statement-breakpoint
CREATE TABLE "trial" (
	"id" uuid PRIMARY KEY,
	"sponsor_id" uuid NOT NULL,
	"protocol" text NOT NULL UNIQUE,
	"title" text NOT NULL,
	"phase" text,
	"indication" text,
	"is_blinded" boolean NOT NULL,
	"is_randomised" boolean NOT NULL,
	"planned_subjects" integer,
	"first_planned_on" date,
	"last_planned_on" date,
	"state" text NOT NULL,
	"origin" text NOT NULL,
	CONSTRAINT "trial_state" CHECK ("state" in ('SET_UP', 'ONGOING', 'CLOSED')),
	CONSTRAINT "trial_origin" CHECK ("origin" in ('HUB', 'IMPORT'))
);
--> statement-breakpoint
CREATE TABLE "auth"."account" (
	"id" text PRIMARY KEY,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp,
	"refresh_token_expires_at" timestamp,
	"scope" text,
	"password" text,
	"created_at" timestamp DEFAULT now() NOT NULL,
	"updated_at" timestamp NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."apikey" (
	"id" text PRIMARY KEY,
	"config_id" text DEFAULT 'default' NOT NULL,
	"name" text,
	"start" text,
	"reference_id" text NOT NULL,
	"prefix" text,
	"key" text NOT NULL,
	"refill_interval" integer,
	"refill_amount" integer,
	"last_refill_at" timestamp,
	"enabled" boolean DEFAULT true,
	"rate_limit_enabled" boolean DEFAULT true,
	"rate_limit_time_window" integer DEFAULT 86400000,
	"rate_limit_max" integer DEFAULT 10,
	"request_count" integer DEFAULT 0,
	"remaining" integer,
	"last_request" timestamp,
	"expires_at" timestamp,
	"created_at" timestamp NOT NULL,
	"updated_at" timestamp NOT NULL,
	"permissions" text,
	"metadata" text
);
--> statement-breakpoint
CREATE TABLE "auth"."rate_limit" (
	"id" text PRIMARY KEY,
	"key" text NOT NULL UNIQUE,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."session" (
	"id" text PRIMARY KEY,
	"expires_at" timestamp NOT NULL,
	"token" text NOT NULL UNIQUE,
	"created_at" timestamp DEFAULT now() NOT NULL,
	"updated_at" timestamp NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"user_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."user" (
	"id" text PRIMARY KEY,
	"name" text NOT NULL,
	"email" text NOT NULL UNIQUE,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp DEFAULT now() NOT NULL,
	"updated_at" timestamp DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."verification" (
	"id" text PRIMARY KEY,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp NOT NULL,
	"created_at" timestamp DEFAULT now() NOT NULL,
	"updated_at" timestamp DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "entry_trial" ON "audit"."entry" ("trial_id","id");--> statement-breakpoint
CREATE INDEX "entry_record" ON "audit"."entry" ("trial_id","record","record_id");--> statement-breakpoint
CREATE INDEX "membership_person" ON "membership" ("person_id","trial_id");--> statement-breakpoint
CREATE INDEX "review_assignment_person" ON "review_assignment" ("person_id","trial_id");--> statement-breakpoint
CREATE INDEX "unblinding_grant_person" ON "unblinding_grant" ("person_id","trial_id");--> statement-breakpoint
CREATE INDEX "finding_of_lesion" ON "finding" ("trial_id","lesion_id");--> statement-breakpoint
CREATE UNIQUE INDEX "read_current" ON "read" ("trial_id","review_id","timepoint_id") WHERE is_current;--> statement-breakpoint
CREATE INDEX "read_timepoint" ON "read" ("trial_id","timepoint_id");--> statement-breakpoint
CREATE INDEX "timepoint_response_review" ON "timepoint_response" ("trial_id","review_id");--> statement-breakpoint
CREATE INDEX "sdtm_import_trial" ON "sdtm_import" ("trial_id");--> statement-breakpoint
CREATE INDEX "sdtm_import_person" ON "sdtm_import" ("requested_by_id");--> statement-breakpoint
CREATE INDEX "exam_timepoint" ON "exam" ("trial_id","timepoint_id");--> statement-breakpoint
CREATE INDEX "series_exam" ON "series" ("trial_id","exam_id");--> statement-breakpoint
CREATE INDEX "subject_site" ON "subject" ("trial_id","site_id");--> statement-breakpoint
CREATE INDEX "account_userId_idx" ON "auth"."account" ("user_id");--> statement-breakpoint
CREATE INDEX "apikey_configId_idx" ON "auth"."apikey" ("config_id");--> statement-breakpoint
CREATE INDEX "apikey_referenceId_idx" ON "auth"."apikey" ("reference_id");--> statement-breakpoint
CREATE INDEX "apikey_key_idx" ON "auth"."apikey" ("key");--> statement-breakpoint
CREATE INDEX "session_userId_idx" ON "auth"."session" ("user_id");--> statement-breakpoint
CREATE INDEX "verification_identifier_idx" ON "auth"."verification" ("identifier");--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_trial_id_trial_id_fkey" FOREIGN KEY ("trial_id") REFERENCES "trial"("id");--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_person_id_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "review_assignment" ADD CONSTRAINT "review_assignment_trial_id_trial_id_fkey" FOREIGN KEY ("trial_id") REFERENCES "trial"("id");--> statement-breakpoint
ALTER TABLE "review_assignment" ADD CONSTRAINT "review_assignment_person_id_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "unblinding_grant" ADD CONSTRAINT "unblinding_grant_trial_id_trial_id_fkey" FOREIGN KEY ("trial_id") REFERENCES "trial"("id");--> statement-breakpoint
ALTER TABLE "unblinding_grant" ADD CONSTRAINT "unblinding_grant_person_id_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "unblinding_grant" ADD CONSTRAINT "unblinding_grant_first_grantor_id_person_id_fkey" FOREIGN KEY ("first_grantor_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "unblinding_grant" ADD CONSTRAINT "unblinding_grant_second_grantor_id_person_id_fkey" FOREIGN KEY ("second_grantor_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "adjudication" ADD CONSTRAINT "adjudication_decided_by_id_person_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "adjudication" ADD CONSTRAINT "adjudication_trial_id_subject_id_subject_trial_id_id_fkey" FOREIGN KEY ("trial_id","subject_id") REFERENCES "subject"("trial_id","id");--> statement-breakpoint
ALTER TABLE "adjudication" ADD CONSTRAINT "adjudication_1czye7SHwrAZ_fkey" FOREIGN KEY ("trial_id","accepted_review_id") REFERENCES "review"("trial_id","id");--> statement-breakpoint
ALTER TABLE "best_response" ADD CONSTRAINT "best_response_trial_id_review_id_review_trial_id_id_fkey" FOREIGN KEY ("trial_id","review_id") REFERENCES "review"("trial_id","id");--> statement-breakpoint
ALTER TABLE "best_response" ADD CONSTRAINT "best_response_trial_id_charter_id_charter_trial_id_id_fkey" FOREIGN KEY ("trial_id","charter_id") REFERENCES "charter"("trial_id","id");--> statement-breakpoint
ALTER TABLE "finding" ADD CONSTRAINT "finding_trial_id_read_id_read_trial_id_id_fkey" FOREIGN KEY ("trial_id","read_id") REFERENCES "read"("trial_id","id");--> statement-breakpoint
ALTER TABLE "finding" ADD CONSTRAINT "finding_trial_id_lesion_id_lesion_trial_id_id_fkey" FOREIGN KEY ("trial_id","lesion_id") REFERENCES "lesion"("trial_id","id");--> statement-breakpoint
ALTER TABLE "finding" ADD CONSTRAINT "finding_trial_id_merged_into_id_lesion_trial_id_id_fkey" FOREIGN KEY ("trial_id","merged_into_id") REFERENCES "lesion"("trial_id","id");--> statement-breakpoint
ALTER TABLE "finding" ADD CONSTRAINT "finding_trial_id_series_id_series_trial_id_id_fkey" FOREIGN KEY ("trial_id","series_id") REFERENCES "series"("trial_id","id");--> statement-breakpoint
ALTER TABLE "lesion" ADD CONSTRAINT "lesion_trial_id_review_id_review_trial_id_id_fkey" FOREIGN KEY ("trial_id","review_id") REFERENCES "review"("trial_id","id");--> statement-breakpoint
ALTER TABLE "lesion" ADD CONSTRAINT "lesion_trial_id_first_timepoint_id_timepoint_trial_id_id_fkey" FOREIGN KEY ("trial_id","first_timepoint_id") REFERENCES "timepoint"("trial_id","id");--> statement-breakpoint
ALTER TABLE "lesion" ADD CONSTRAINT "lesion_trial_id_split_from_id_lesion_trial_id_id_fkey" FOREIGN KEY ("trial_id","split_from_id") REFERENCES "lesion"("trial_id","id");--> statement-breakpoint
ALTER TABLE "read" ADD CONSTRAINT "read_trial_id_review_id_review_trial_id_id_fkey" FOREIGN KEY ("trial_id","review_id") REFERENCES "review"("trial_id","id");--> statement-breakpoint
ALTER TABLE "read" ADD CONSTRAINT "read_trial_id_timepoint_id_timepoint_trial_id_id_fkey" FOREIGN KEY ("trial_id","timepoint_id") REFERENCES "timepoint"("trial_id","id");--> statement-breakpoint
ALTER TABLE "review" ADD CONSTRAINT "review_trial_id_subject_id_subject_trial_id_id_fkey" FOREIGN KEY ("trial_id","subject_id") REFERENCES "subject"("trial_id","id");--> statement-breakpoint
ALTER TABLE "timepoint_response" ADD CONSTRAINT "timepoint_response_trial_id_read_id_read_trial_id_id_fkey" FOREIGN KEY ("trial_id","read_id") REFERENCES "read"("trial_id","id");--> statement-breakpoint
ALTER TABLE "timepoint_response" ADD CONSTRAINT "timepoint_response_trial_id_charter_id_charter_trial_id_id_fkey" FOREIGN KEY ("trial_id","charter_id") REFERENCES "charter"("trial_id","id");--> statement-breakpoint
ALTER TABLE "sdtm_import" ADD CONSTRAINT "sdtm_import_trial_id_trial_id_fkey" FOREIGN KEY ("trial_id") REFERENCES "trial"("id");--> statement-breakpoint
ALTER TABLE "sdtm_import" ADD CONSTRAINT "sdtm_import_requested_by_id_person_id_fkey" FOREIGN KEY ("requested_by_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "exam" ADD CONSTRAINT "exam_trial_id_timepoint_id_timepoint_trial_id_id_fkey" FOREIGN KEY ("trial_id","timepoint_id") REFERENCES "timepoint"("trial_id","id");--> statement-breakpoint
ALTER TABLE "exposure" ADD CONSTRAINT "exposure_trial_id_subject_id_subject_trial_id_id_fkey" FOREIGN KEY ("trial_id","subject_id") REFERENCES "subject"("trial_id","id");--> statement-breakpoint
ALTER TABLE "exposure_drug" ADD CONSTRAINT "exposure_drug_trial_id_exposure_id_exposure_trial_id_id_fkey" FOREIGN KEY ("trial_id","exposure_id") REFERENCES "exposure"("trial_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_trial_id_exam_id_exam_trial_id_id_fkey" FOREIGN KEY ("trial_id","exam_id") REFERENCES "exam"("trial_id","id");--> statement-breakpoint
ALTER TABLE "subject" ADD CONSTRAINT "subject_trial_id_trial_id_fkey" FOREIGN KEY ("trial_id") REFERENCES "trial"("id");--> statement-breakpoint
ALTER TABLE "subject" ADD CONSTRAINT "subject_trial_id_site_id_site_trial_id_id_fkey" FOREIGN KEY ("trial_id","site_id") REFERENCES "site"("trial_id","id");--> statement-breakpoint
ALTER TABLE "subject_arm" ADD CONSTRAINT "subject_arm_trial_id_subject_id_subject_trial_id_id_fkey" FOREIGN KEY ("trial_id","subject_id") REFERENCES "subject"("trial_id","id");--> statement-breakpoint
ALTER TABLE "subject_arm" ADD CONSTRAINT "subject_arm_trial_id_arm_id_arm_trial_id_id_fkey" FOREIGN KEY ("trial_id","arm_id") REFERENCES "arm"("trial_id","id");--> statement-breakpoint
ALTER TABLE "subject_arm" ADD CONSTRAINT "subject_arm_trial_id_actual_arm_id_arm_trial_id_id_fkey" FOREIGN KEY ("trial_id","actual_arm_id") REFERENCES "arm"("trial_id","id");--> statement-breakpoint
ALTER TABLE "subject_course" ADD CONSTRAINT "subject_course_trial_id_subject_id_subject_trial_id_id_fkey" FOREIGN KEY ("trial_id","subject_id") REFERENCES "subject"("trial_id","id");--> statement-breakpoint
ALTER TABLE "subject_event" ADD CONSTRAINT "subject_event_trial_id_subject_id_subject_trial_id_id_fkey" FOREIGN KEY ("trial_id","subject_id") REFERENCES "subject"("trial_id","id");--> statement-breakpoint
ALTER TABLE "timepoint" ADD CONSTRAINT "timepoint_trial_id_subject_id_subject_trial_id_id_fkey" FOREIGN KEY ("trial_id","subject_id") REFERENCES "subject"("trial_id","id");--> statement-breakpoint
ALTER TABLE "timepoint" ADD CONSTRAINT "timepoint_trial_id_schedule_id_schedule_trial_id_id_fkey" FOREIGN KEY ("trial_id","schedule_id") REFERENCES "schedule"("trial_id","id");--> statement-breakpoint
ALTER TABLE "arm" ADD CONSTRAINT "arm_trial_id_trial_id_fkey" FOREIGN KEY ("trial_id") REFERENCES "trial"("id");--> statement-breakpoint
ALTER TABLE "charter" ADD CONSTRAINT "charter_trial_id_trial_id_fkey" FOREIGN KEY ("trial_id") REFERENCES "trial"("id");--> statement-breakpoint
ALTER TABLE "schedule" ADD CONSTRAINT "schedule_trial_id_trial_id_fkey" FOREIGN KEY ("trial_id") REFERENCES "trial"("id");--> statement-breakpoint
ALTER TABLE "site" ADD CONSTRAINT "site_trial_id_trial_id_fkey" FOREIGN KEY ("trial_id") REFERENCES "trial"("id");--> statement-breakpoint
ALTER TABLE "trial" ADD CONSTRAINT "trial_sponsor_id_sponsor_id_fkey" FOREIGN KEY ("sponsor_id") REFERENCES "sponsor"("id");--> statement-breakpoint
ALTER TABLE "auth"."account" ADD CONSTRAINT "account_user_id_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "auth"."session" ADD CONSTRAINT "session_user_id_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE CASCADE;