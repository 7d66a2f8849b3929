CREATE TABLE "access_review" (
	"trial_id" uuid,
	"id" uuid,
	"reviewed_by_id" text NOT NULL,
	"reviewed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"verdicts" jsonb NOT NULL,
	"next_due_on" date NOT NULL,
	CONSTRAINT "access_review_pkey" PRIMARY KEY("trial_id","id")
);
--> statement-breakpoint
CREATE TABLE "statement_acceptance" (
	"person_id" text,
	"version" integer,
	"accepted_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "statement_acceptance_pkey" PRIMARY KEY("person_id","version")
);
--> statement-breakpoint
CREATE TABLE "training_record" (
	"trial_id" uuid,
	"id" uuid,
	"person_id" text NOT NULL,
	"course" text NOT NULL,
	"completed_on" date NOT NULL,
	"expires_on" date,
	"evidence" text NOT NULL,
	"recorded_by_id" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "training_record_pkey" PRIMARY KEY("trial_id","id")
);
--> statement-breakpoint
CREATE TABLE "training_requirement" (
	"trial_id" uuid,
	"id" uuid,
	"role" text NOT NULL,
	"course" text NOT NULL,
	"valid_months" integer,
	CONSTRAINT "training_requirement_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "training_requirement_once" UNIQUE("trial_id","role","course"),
	CONSTRAINT "training_requirement_role" CHECK ("role" in ('SPONSOR_REVIEWER', 'MEDICAL_MONITOR', 'DATA_MANAGER', 'READER', 'ADJUDICATOR', 'IMAGE_ANALYST', 'TRIAL_ADMINISTRATOR', 'AUDITOR', 'STATISTICIAN')),
	CONSTRAINT "training_requirement_months" CHECK ("valid_months" between 1 and 240)
);
--> statement-breakpoint
ALTER TABLE "membership" ADD COLUMN "granted_by_id" text;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "may_keep_people" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "identity_method" text;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "identity_checked_by_id" text;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "identity_checked_on" date;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "has_letter_on_file" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "unblinding_grant" ADD COLUMN "proposed_at" timestamp with time zone;--> statement-breakpoint
-- Grants from before were proposed when they were given: no change of what happened, so none on the trail.
ALTER TABLE "unblinding_grant" DISABLE TRIGGER "audit_update";--> statement-breakpoint
UPDATE "unblinding_grant" SET "proposed_at" = "granted_at";--> statement-breakpoint
ALTER TABLE "unblinding_grant" ENABLE ALWAYS TRIGGER "audit_update";--> statement-breakpoint
ALTER TABLE "unblinding_grant" ALTER COLUMN "proposed_at" SET DEFAULT now();--> statement-breakpoint
ALTER TABLE "unblinding_grant" ALTER COLUMN "proposed_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "unblinding_grant" ADD COLUMN "ends_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "unblinding_grant" ADD COLUMN "withdrawn_by_id" text;--> statement-breakpoint
ALTER TABLE "unblinding_grant" ADD COLUMN "withdrawn_reason" text;--> statement-breakpoint
ALTER TABLE "unblinding_grant" ALTER COLUMN "second_grantor_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "unblinding_grant" ALTER COLUMN "granted_at" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "unblinding_grant" ALTER COLUMN "granted_at" DROP NOT NULL;--> statement-breakpoint
CREATE INDEX "training_record_person" ON "training_record" ("trial_id","person_id","course");--> statement-breakpoint
ALTER TABLE "access_review" ADD CONSTRAINT "access_review_trial_id_trial_id_fkey" FOREIGN KEY ("trial_id") REFERENCES "trial"("id");--> statement-breakpoint
ALTER TABLE "access_review" ADD CONSTRAINT "access_review_reviewed_by_id_person_id_fkey" FOREIGN KEY ("reviewed_by_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_granted_by_id_person_id_fkey" FOREIGN KEY ("granted_by_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_identity_checked_by_id_person_id_fkey" FOREIGN KEY ("identity_checked_by_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "statement_acceptance" ADD CONSTRAINT "statement_acceptance_person_id_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "training_record" ADD CONSTRAINT "training_record_trial_id_trial_id_fkey" FOREIGN KEY ("trial_id") REFERENCES "trial"("id");--> statement-breakpoint
ALTER TABLE "training_record" ADD CONSTRAINT "training_record_person_id_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "training_record" ADD CONSTRAINT "training_record_recorded_by_id_person_id_fkey" FOREIGN KEY ("recorded_by_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "training_requirement" ADD CONSTRAINT "training_requirement_trial_id_trial_id_fkey" FOREIGN KEY ("trial_id") REFERENCES "trial"("id");--> statement-breakpoint
ALTER TABLE "unblinding_grant" ADD CONSTRAINT "unblinding_grant_withdrawn_by_id_person_id_fkey" FOREIGN KEY ("withdrawn_by_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_identity" CHECK (num_nulls("identity_method", "identity_checked_by_id", "identity_checked_on") in (0, 3) and "identity_checked_by_id" <> "id");--> statement-breakpoint
ALTER TABLE "unblinding_grant" ADD CONSTRAINT "unblinding_grant_two" CHECK ("first_grantor_id" <> "person_id" and "second_grantor_id" <> "person_id" and "first_grantor_id" <> "second_grantor_id");--> statement-breakpoint
ALTER TABLE "unblinding_grant" ADD CONSTRAINT "unblinding_grant_approved" CHECK (("second_grantor_id" is null) = ("granted_at" is null));