CREATE TABLE "data_cut" (
	"trial_id" uuid,
	"id" uuid,
	"name" text NOT NULL,
	"cut_on" date NOT NULL,
	"entry_number" bigint NOT NULL,
	"taken_by_id" text NOT NULL,
	"taken_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "data_cut_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "data_cut_name" UNIQUE("trial_id","name")
);
--> statement-breakpoint
CREATE TABLE "file_export" (
	"trial_id" uuid,
	"id" uuid,
	"kind" text NOT NULL,
	"file_name" text NOT NULL,
	"sha256" text NOT NULL,
	"bytes" bigint NOT NULL,
	"tree_size" bigint,
	"requested_by_id" text NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "file_export_pkey" PRIMARY KEY("trial_id","id")
);
--> statement-breakpoint
CREATE TABLE "signature" (
	"trial_id" uuid,
	"id" uuid,
	"record" text NOT NULL,
	"record_id" uuid NOT NULL,
	"subject_id" uuid,
	"record_hash" text NOT NULL,
	"signer_id" text NOT NULL,
	"printed_name" text NOT NULL,
	"meaning_code" text NOT NULL,
	"meaning" text NOT NULL,
	"signed_at" timestamp with time zone NOT NULL,
	"factors" text[] NOT NULL,
	"session_id" text,
	"nonce" text NOT NULL CONSTRAINT "signature_nonce" UNIQUE,
	"digest" text NOT NULL,
	"broken_at" timestamp with time zone,
	"broken_by" bigint,
	"broken_why" text,
	CONSTRAINT "signature_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "signature_record_word" CHECK ("record" in ('read', 'review', 'charter', 'data_cut', 'file_export', 'access_review', 'audit_review')),
	CONSTRAINT "signature_meaning_word" CHECK ("meaning_code" in ('AUTHORSHIP', 'AGREEMENT', 'RE_READ', 'APPROVAL', 'RESPONSIBILITY', 'REVIEW'))
);
--> statement-breakpoint
CREATE INDEX "file_export_requested" ON "file_export" ("trial_id","requested_by_id","requested_at");--> statement-breakpoint
CREATE INDEX "signature_record" ON "signature" ("trial_id","record","record_id");--> statement-breakpoint
CREATE INDEX "signature_holding" ON "signature" ("trial_id","record","record_id") WHERE broken_at is null;--> statement-breakpoint
ALTER TABLE "data_cut" ADD CONSTRAINT "data_cut_trial_id_trial_id_fkey" FOREIGN KEY ("trial_id") REFERENCES "trial"("id");--> statement-breakpoint
ALTER TABLE "data_cut" ADD CONSTRAINT "data_cut_taken_by_id_person_id_fkey" FOREIGN KEY ("taken_by_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "file_export" ADD CONSTRAINT "file_export_trial_id_trial_id_fkey" FOREIGN KEY ("trial_id") REFERENCES "trial"("id");--> statement-breakpoint
ALTER TABLE "file_export" ADD CONSTRAINT "file_export_requested_by_id_person_id_fkey" FOREIGN KEY ("requested_by_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "signature" ADD CONSTRAINT "signature_trial_id_trial_id_fkey" FOREIGN KEY ("trial_id") REFERENCES "trial"("id");--> statement-breakpoint
ALTER TABLE "signature" ADD CONSTRAINT "signature_signer_id_person_id_fkey" FOREIGN KEY ("signer_id") REFERENCES "person"("id");