-- What readout audit verify and export ask of the database. See db/README.md.
-- What the digests of a leaf stand for: { path: { salt, value } }, null where it was erased.
create function private.leaf_openings(e audit.entry, salts jsonb) returns jsonb language sql stable parallel safe set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_object_agg(s.key, case when s.value = 'null' then 'null'::jsonb else jsonb_build_object('salt', s.value,
    'value', jsonb_build_object('reason', e.reason, 'before', e.before, 'after', e.after) #> private.path_keys(s.key)) end), '{}') from jsonb_each(salts) s
$$;
--> statement-breakpoint
-- A row as its entries tell it, one after the other.
create function private.replay_step(state jsonb, action text, after jsonb) returns jsonb language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select case when action = 'DELETE' then null when action = 'INSERT' or state is null then after else state || after end
$$;
--> statement-breakpoint
create aggregate private.replay(text, jsonb) (sfunc = private.replay_step, stype = jsonb, parallel = safe);
--> statement-breakpoint
-- Rows that Readout itself brought before there was a trail: they have no INSERT, and are compared by what changed since alone.
create table private.founding_row (record text not null, record_id text not null, primary key (record, record_id));
--> statement-breakpoint
insert into private.founding_row values ('person', 'readout');
--> statement-breakpoint
-- The tables whose changes are on the trail, and the column by which entries name a row.
create function private.watched_tables() returns table (tab regclass, name text, key text) language sql stable set search_path = pg_catalog, pg_temp as $$
  select g.tgrelid::regclass, c.relname::text, (string_to_array(encode(g.tgargs, 'escape'), '\000'))[1]
  from pg_trigger g join pg_class c on c.oid = g.tgrelid join pg_proc p on p.oid = g.tgfoid where p.proname = 'record_change' and g.tgname = 'audit_insert' order by c.relname
$$;
--> statement-breakpoint
-- A new row of a table as its columns' constant defaults make it; a column without one, or whose default tells the time or chance, is null.
create function private.default_row(of_table regclass) returns jsonb language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  made jsonb := '{}';
  each record;
  worth jsonb;
begin
  for each in select a.attname, pg_get_expr(d.adbin, d.adrelid) as expression, format_type(a.atttypid, a.atttypmod) as type
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum where a.attrelid = of_table and a.attnum > 0 and not a.attisdropped loop
    worth := 'null';
    if each.expression is not null and each.expression !~ '\(' then execute format('select coalesce(to_jsonb(%s::%s), ''null'')', each.expression, each.type) into worth; end if;
    made := made || jsonb_build_object(each.attname, worth);
  end loop;
  return made;
end $$;
--> statement-breakpoint
-- Rows of a table that are not as the trail tells them, by the id that entries name: MISSING on the table, ADDED beside the trail, or DIFFERENT in the columns named. Redacted values are not compared.
create function private.rows_beside_trail(of_table regclass, of_name text, key text, most integer) returns table (record_id text, kind text, columns text[], last_entry bigint)
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return query execute format($q$
    with told as (
      select e.record_id, private.replay(e.action, e.after order by e.number) as doc, bool_or(e.action = 'INSERT') as has_insert, max(e.number) as last_entry
      from audit.entry e where e.record = %2$L and e.action <> 'ACT' group by e.record_id),
    compared as (
      select coalesce(s.record_id, t.%3$I::text) as record_id, s.last_entry, t.%3$I is not null as is_there, s.doc, to_jsonb(t) as found,
        coalesce(s.has_insert, false) or exists (select from private.founding_row f where f.record = %2$L and f.record_id = t.%3$I::text) as is_told,
        to_jsonb(jsonb_populate_record(t, coalesce((select jsonb_object_agg(d.key, d.value) from jsonb_each(s.doc) d where d.value <> '"[redacted]"'), '{}'))) as expected
      from told s full join %1$s t on t.%3$I::text = s.record_id)
    select c.record_id, case when not c.is_there then 'MISSING' when c.doc is null or not c.is_told then 'ADDED' else 'DIFFERENT' end,
      case when c.is_there and c.doc is not null then array(
        select f.key from jsonb_each(c.found) f where f.value is distinct from c.expected->f.key
          or (not c.doc ? f.key and c.is_told and f.value is distinct from $1->f.key
            and not exists (select from private.founding_row r where r.record = %2$L and r.record_id = c.record_id)) order by f.key) else '{}' end,
      c.last_entry
    from compared c
    where (not c.is_there and c.doc is not null)
      or (c.is_there and not c.is_told)
      or (c.is_there and c.doc is null and not exists (select from private.founding_row r where r.record = %2$L and r.record_id = c.record_id))
      or (c.is_there and c.doc is not null and (c.found is distinct from c.expected
        or (c.found - array(select jsonb_object_keys(c.doc)) is distinct from '{}'
          and not (c.found - array(select jsonb_object_keys(c.doc))) <@ $1
          and not exists (select from private.founding_row r where r.record = %2$L and r.record_id = c.record_id))))
    order by c.last_entry nulls last, c.record_id limit $2$q$, of_table, of_name, key) using private.default_row(of_table), most;
end $$;
--> statement-breakpoint
revoke all on all functions in schema private from public;
--> statement-breakpoint
grant execute on function private.leaf_openings(audit.entry, jsonb), private.path_keys(text) to readout_app;
