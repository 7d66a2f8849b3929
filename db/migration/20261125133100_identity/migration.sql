CREATE TABLE "auth"."credential_state" (
	"user_id" text PRIMARY KEY,
	"password_changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"must_change_password" boolean DEFAULT false NOT NULL,
	"last_sign_in_at" timestamp with time zone,
	"active_since" timestamp with time zone DEFAULT now() NOT NULL,
	"factor_checked_at" timestamp with time zone,
	"sign_in_step" integer,
	"signing_step" integer
);
--> statement-breakpoint
CREATE TABLE "auth"."failed_try" (
	"subject" text,
	"purpose" text,
	"tries" integer NOT NULL,
	"last_at" timestamp with time zone DEFAULT now() NOT NULL,
	"locked_until" timestamp with time zone,
	"noticed_at" timestamp with time zone,
	CONSTRAINT "failed_try_pkey" PRIMARY KEY("subject","purpose"),
	CONSTRAINT "failed_try_purpose" CHECK ("purpose" in ('SIGN_IN', 'SIGNING'))
);
--> statement-breakpoint
CREATE TABLE "auth"."invitation" (
	"id" uuid PRIMARY KEY,
	"kind" text NOT NULL,
	"token_sha256" text NOT NULL UNIQUE,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"person_id" text,
	"invited_by" text NOT NULL,
	"trial_id" uuid,
	"roles" text[] NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "invitation_kind" CHECK ("kind" in ('INVITATION', 'RESET'))
);
--> statement-breakpoint
CREATE TABLE "auth"."mail" (
	"id" uuid PRIMARY KEY,
	"recipient" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"kind" text NOT NULL,
	"person_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"next_try_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mail_kind" CHECK ("kind" in ('INVITATION', 'PASSWORD_RESET', 'LOCKED_OUT', 'ACCOUNT_CHANGED', 'SIGNATURE_BROKEN', 'ACCESS', 'TASK'))
);
--> statement-breakpoint
CREATE TABLE "auth"."password_history" (
	"id" uuid PRIMARY KEY,
	"user_id" text NOT NULL,
	"hash" text NOT NULL,
	"set_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "security_policy" (
	"trial_id" uuid PRIMARY KEY,
	"password_max_age_days" integer,
	"passwords_not_reused" integer DEFAULT 5 NOT NULL,
	"inactive_days" integer DEFAULT 90 NOT NULL,
	"requires_second_factor" boolean DEFAULT false NOT NULL,
	CONSTRAINT "security_policy_max_age" CHECK ("password_max_age_days" between 1 and 3660),
	CONSTRAINT "security_policy_not_reused" CHECK ("passwords_not_reused" between 0 and 50),
	CONSTRAINT "security_policy_inactive" CHECK ("inactive_days" between 1 and 3660)
);
--> statement-breakpoint
CREATE TABLE "auth"."passkey" (
	"id" text PRIMARY KEY,
	"name" text,
	"public_key" text NOT NULL,
	"user_id" text NOT NULL,
	"credential_id" text NOT NULL,
	"counter" integer NOT NULL,
	"device_type" text NOT NULL,
	"backed_up" boolean NOT NULL,
	"transports" text,
	"created_at" timestamp,
	"aaguid" text
);
--> statement-breakpoint
CREATE TABLE "auth"."two_factor" (
	"id" text PRIMARY KEY,
	"secret" text NOT NULL,
	"backup_codes" text NOT NULL,
	"user_id" text NOT NULL,
	"verified" boolean DEFAULT true,
	"failed_verification_count" integer DEFAULT 0,
	"locked_until" timestamp
);
--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "state" text DEFAULT 'ACTIVE' NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "deactivated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "auth"."session" ADD COLUMN "last_seen_at" timestamp;--> statement-breakpoint
ALTER TABLE "auth"."session" ADD COLUMN "last_signed_at" timestamp;--> statement-breakpoint
ALTER TABLE "auth"."session" ADD COLUMN "method" text;--> statement-breakpoint
ALTER TABLE "auth"."user" ADD COLUMN "two_factor_enabled" boolean DEFAULT false;--> statement-breakpoint
CREATE INDEX "mail_waiting" ON "auth"."mail" ("next_try_at") WHERE sent_at is null;--> statement-breakpoint
CREATE INDEX "password_history_user" ON "auth"."password_history" ("user_id","set_at");--> statement-breakpoint
CREATE INDEX "passkey_userId_idx" ON "auth"."passkey" ("user_id");--> statement-breakpoint
CREATE INDEX "passkey_credentialID_idx" ON "auth"."passkey" ("credential_id");--> statement-breakpoint
CREATE INDEX "twoFactor_secret_idx" ON "auth"."two_factor" ("secret");--> statement-breakpoint
CREATE INDEX "twoFactor_userId_idx" ON "auth"."two_factor" ("user_id");--> statement-breakpoint
ALTER TABLE "auth"."credential_state" ADD CONSTRAINT "credential_state_user_id_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id");--> statement-breakpoint
ALTER TABLE "auth"."invitation" ADD CONSTRAINT "invitation_person_id_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "auth"."invitation" ADD CONSTRAINT "invitation_invited_by_person_id_fkey" FOREIGN KEY ("invited_by") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "auth"."mail" ADD CONSTRAINT "mail_person_id_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id");--> statement-breakpoint
ALTER TABLE "auth"."password_history" ADD CONSTRAINT "password_history_user_id_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id");--> statement-breakpoint
ALTER TABLE "security_policy" ADD CONSTRAINT "security_policy_trial_id_trial_id_fkey" FOREIGN KEY ("trial_id") REFERENCES "trial"("id");--> statement-breakpoint
ALTER TABLE "auth"."passkey" ADD CONSTRAINT "passkey_user_id_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "auth"."two_factor" ADD CONSTRAINT "two_factor_user_id_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_state" CHECK ("state" in ('ACTIVE', 'DEACTIVATED'));