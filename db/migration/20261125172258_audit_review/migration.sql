CREATE TABLE "audit_review" (
	"trial_id" uuid,
	"id" uuid,
	"from_number" bigint NOT NULL,
	"to_number" bigint NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"to_at" timestamp with time zone NOT NULL,
	"zone" text NOT NULL,
	"started_by_id" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sample_percent" numeric(5,2) NOT NULL,
	"population" integer NOT NULL,
	"sample" integer NOT NULL,
	"seed" integer NOT NULL,
	"listed" jsonb NOT NULL,
	"finished_at" timestamp with time zone,
	"next_due_on" date,
	"summary" text,
	CONSTRAINT "audit_review_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "audit_review_sample_percent" CHECK ("sample_percent" between 0 and 100)
);
--> statement-breakpoint
CREATE TABLE "audit_review_verdict" (
	"trial_id" uuid,
	"id" uuid,
	"review_id" uuid NOT NULL,
	"entry_number" bigint NOT NULL,
	"verdict" text NOT NULL,
	"note" text,
	"by_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_review_verdict_pkey" PRIMARY KEY("trial_id","id"),
	CONSTRAINT "audit_review_verdict_once" UNIQUE("trial_id","review_id","entry_number"),
	CONSTRAINT "audit_review_verdict_word" CHECK ("verdict" in ('JUSTIFIED', 'QUESTION', 'NOT_JUSTIFIED'))
);
--> statement-breakpoint
CREATE INDEX "audit_review_started" ON "audit_review" ("trial_id","started_at");--> statement-breakpoint
ALTER TABLE "audit_review" ADD CONSTRAINT "audit_review_trial_id_trial_id_fkey" FOREIGN KEY ("trial_id") REFERENCES "trial"("id");--> statement-breakpoint
ALTER TABLE "audit_review" ADD CONSTRAINT "audit_review_started_by_id_person_id_fkey" FOREIGN KEY ("started_by_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "audit_review_verdict" ADD CONSTRAINT "audit_review_verdict_by_id_person_id_fkey" FOREIGN KEY ("by_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "audit_review_verdict" ADD CONSTRAINT "audit_review_verdict_LG3nKmndj4NO_fkey" FOREIGN KEY ("trial_id","review_id") REFERENCES "audit_review"("trial_id","id");