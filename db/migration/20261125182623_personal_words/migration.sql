-- Free text and what tells of a person that columns since hold: in leaves from here on as salted digests. What is sealed stays as it was sealed.
insert into private.personal_column (record, "column") values
  ('person', 'identity_method'), ('training_record', 'evidence'), ('*', 'withdrawn_reason'), ('*', 'refusal'), ('signature', 'broken_why')
  on conflict do nothing;
