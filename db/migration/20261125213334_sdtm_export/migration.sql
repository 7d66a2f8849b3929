CREATE TABLE "sdtm_export" (
	"trial_id" uuid,
	"id" uuid,
	"requested_by_id" text NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reason" text NOT NULL,
	"data_cut_id" uuid,
	"evaluators" text[] NOT NULL,
	"domains" text[],
	"formats" text[] NOT NULL,
	"adam_evaluator" text,
	"adam_criteria" text,
	"adam_is_confirmed" boolean,
	"is_unblinded" boolean DEFAULT false NOT NULL,
	"state" text NOT NULL,
	"subjects_done" integer DEFAULT 0 NOT NULL,
	"subjects_total" integer,
	"step" text,
	"finished_at" timestamp with time zone,
	"refusal" text,
	"report" jsonb,
	"manifest" jsonb,
	"file_name" text,
	"sha256" text,
	"bytes" bigint,
	"accepted_by_id" text,
	"accepted_at" timestamp with time zone,
	"accepted_reason" text,
	"file_export_id" uuid,
	CONSTRAINT "sdtm_export_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "sdtm_export_state" CHECK ("state" in ('QUEUED', 'RUNNING', 'DONE', 'BLOCKED', 'RELEASED', 'REFUSED', 'CANCELLED', 'FAILED'))
);
--> statement-breakpoint
CREATE TABLE "sdtm_sequence" (
	"trial_id" uuid,
	"id" uuid,
	"subject_id" uuid NOT NULL,
	"domain" text NOT NULL,
	"keys" text[] NOT NULL,
	CONSTRAINT "sdtm_sequence_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "sdtm_sequence_domain" UNIQUE("trial_id","subject_id","domain")
);
--> statement-breakpoint
CREATE INDEX "sdtm_export_requested" ON "sdtm_export" ("trial_id","requested_at");--> statement-breakpoint
CREATE INDEX "sdtm_export_person" ON "sdtm_export" ("requested_by_id");--> statement-breakpoint
ALTER TABLE "sdtm_export" ADD CONSTRAINT "sdtm_export_trial_id_trial_id_fkey" FOREIGN KEY ("trial_id") REFERENCES "trial"("id");--> statement-breakpoint
ALTER TABLE "sdtm_export" ADD CONSTRAINT "sdtm_export_requested_by_id_person_id_fkey" FOREIGN KEY ("requested_by_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "sdtm_export" ADD CONSTRAINT "sdtm_export_accepted_by_id_person_id_fkey" FOREIGN KEY ("accepted_by_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "sdtm_export" ADD CONSTRAINT "sdtm_export_trial_id_data_cut_id_data_cut_trial_id_id_fkey" FOREIGN KEY ("trial_id","data_cut_id") REFERENCES "data_cut"("trial_id","id");--> statement-breakpoint
ALTER TABLE "sdtm_export" ADD CONSTRAINT "sdtm_export_xhvQF5qckeZH_fkey" FOREIGN KEY ("trial_id","file_export_id") REFERENCES "file_export"("trial_id","id");--> statement-breakpoint
ALTER TABLE "sdtm_sequence" ADD CONSTRAINT "sdtm_sequence_trial_id_trial_id_fkey" FOREIGN KEY ("trial_id") REFERENCES "trial"("id");--> statement-breakpoint
ALTER TABLE "sdtm_sequence" ADD CONSTRAINT "sdtm_sequence_trial_id_subject_id_subject_trial_id_id_fkey" FOREIGN KEY ("trial_id","subject_id") REFERENCES "subject"("trial_id","id");