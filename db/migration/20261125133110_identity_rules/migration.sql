-- Ids under which people sign in, what trials ask of accounts, and the outbox. See db/README.md.
-- An id is taken once, in whatever case or Unicode form it is written: full-width and composed letters are the same letter (NFKC).
create unique index person_address on person (lower(normalize(btrim(email), NFKC)));
--> statement-breakpoint
create unique index user_address on auth."user" (lower(normalize(btrim(email), NFKC)));
--> statement-breakpoint
create function private.keep_person() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' then raise exception 'Nobody is deleted; deactivate the person.' using errcode = 'RO007'; end if;
  if new.id is distinct from old.id or new.email is distinct from old.email then
    raise exception 'The id and the address under which somebody signs in do not change.' using errcode = 'RO007';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger kept before delete or update on person for each row execute function private.keep_person();
--> statement-breakpoint
create trigger kept before delete or update on auth."user" for each row execute function private.keep_person();
--> statement-breakpoint
alter table person enable always trigger kept;
--> statement-breakpoint
alter table auth."user" enable always trigger kept;
--> statement-breakpoint
-- Who is deactivated is out at once: the sessions go in the same transaction.
create function private.change_person_state() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.state = old.state then return new; end if;
  if new.state = 'DEACTIVATED' then
    new.deactivated_at := clock_timestamp();
    delete from auth.session where user_id = new.id;
  else
    new.deactivated_at := null;
    update auth.credential_state set active_since = clock_timestamp() where user_id = new.id;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger state_changed before update of state on person for each row execute function private.change_person_state();
--> statement-breakpoint
alter table person enable always trigger state_changed;
--> statement-breakpoint
insert into auth.credential_state (user_id, password_changed_at, active_since)
  select u.id, coalesce((select max(a.updated_at) at time zone 'UTC' from auth.account a where a.user_id = u.id and a.provider_id = 'credential'), now()), now() from auth."user" u;
--> statement-breakpoint
create function private.make_credential_state() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into auth.credential_state (user_id) values (new.id) on conflict do nothing;
  return null;
end $$;
--> statement-breakpoint
create trigger state_made after insert on auth."user" for each row execute function private.make_credential_state();
--> statement-breakpoint
alter table auth."user" enable always trigger state_made;
--> statement-breakpoint
-- Tokens made before scopes were keep what they could do.
update auth.apikey set metadata = (case when jsonb_typeof(metadata::jsonb) = 'object' then metadata::jsonb else '{}' end || '{"scopes": ["read", "write", "audit"]}')::text;
--> statement-breakpoint
select private.guard('security_policy', 'trial_id', 'trial_id', 'trial_id = any ((select private.readable_trials())::uuid[])',
  'trial_id = any ((select private.trials_as(''{TRIAL_ADMINISTRATOR}''))::uuid[])');
--> statement-breakpoint
-- The strictest of what a person's trials ask; a trial without a policy asks for the defaults, as does nobody's.
create function private.policy_of(person text, out password_max_age_days integer, out passwords_not_reused integer, out inactive_days integer, out requires_second_factor boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select min(p.password_max_age_days), coalesce(max(coalesce(p.passwords_not_reused, 5)), 5), coalesce(min(coalesce(p.inactive_days, 90)), 90), coalesce(bool_or(p.requires_second_factor), false)
  from (select distinct m.trial_id from public.membership m where m.person_id = person) t
  left join public.security_policy p on p.trial_id = t.trial_id
$$;
--> statement-breakpoint
-- Puts a mail into the outbox, in the transaction that it tells of. The application's role may write to people of Readout alone.
create function private.send_mail(recipient text, subject text, body text, kind text, person text) returns uuid language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  address text := coalesce(recipient, (select p.email from public.person p where p.id = person));
  made uuid;
begin
  if address is null then raise exception 'A mail needs a recipient.' using errcode = 'RO007'; end if;
  if session_user = 'readout_app' and not exists (select from public.person p where p.id = person and p.email = address and p.kind = 'PERSON') then
    raise exception 'Mail goes to people of Readout alone.' using errcode = 'RO007';
  end if;
  insert into auth.mail (id, recipient, subject, body, kind, person_id) values (private.new_id(), address, subject, body, kind, person) returning id into made;
  return made;
end $$;
--> statement-breakpoint
revoke all on all functions in schema private from public;
--> statement-breakpoint
grant execute on function private.send_mail(text, text, text, text, text) to readout_app;
--> statement-breakpoint
create or replace function private.is_active(person text) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.person p where p.id = person and p.state = 'ACTIVE')
$$;
