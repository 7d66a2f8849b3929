import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: ['./table/*.ts', './auth-table.ts'],
  out: './migration',
  schemaFilter: ['public', 'audit', 'auth'],
});
