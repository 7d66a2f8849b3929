CREATE INDEX "entry_kind" ON "audit"."entry" ("trial_id","record","number");--> statement-breakpoint
CREATE INDEX "entry_change" ON "audit"."entry" ("trial_id","action","number");--> statement-breakpoint
CREATE INDEX "entry_signed" ON "audit"."entry" ("trial_id","number") WHERE signature_id is not null;