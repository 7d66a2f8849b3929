CREATE TABLE "audit"."checkpoint" (
	"number" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit"."checkpoint_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"size" bigint NOT NULL,
	"root" bytea NOT NULL,
	"note" text NOT NULL,
	"cause" text NOT NULL,
	"signed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "checkpoint_cause" CHECK ("cause" in ('MINUTE', 'SIGNATURE', 'DATA_CUT', 'EXPORT', 'REDACTION', 'REQUEST'))
);
--> statement-breakpoint
CREATE TABLE "audit"."leaf" (
	"index" bigint PRIMARY KEY,
	"entry_number" bigint NOT NULL CONSTRAINT "leaf_entry" UNIQUE,
	"hash" bytea NOT NULL,
	"content" text NOT NULL,
	"salts" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit"."subtree" (
	"height" integer,
	"position" bigint,
	"hash" bytea NOT NULL,
	CONSTRAINT "subtree_pkey" PRIMARY KEY("height","position")
);
--> statement-breakpoint
CREATE INDEX "checkpoint_size" ON "audit"."checkpoint" ("size");