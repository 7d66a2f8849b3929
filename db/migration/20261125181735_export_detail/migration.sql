ALTER TABLE "file_export" ADD COLUMN "subject_id" uuid;--> statement-breakpoint
ALTER TABLE "file_export" ADD COLUMN "rows" bigint;--> statement-breakpoint
ALTER TABLE "file_export" ADD COLUMN "filter" text;