import type { TraceEntry as Entry } from '@readout/db/table/response.ts';
import { builder } from '../builder.ts';

export const TraceEntry = builder.objectRef<Entry>('TraceEntry').implement({
  description: 'A sentence that led to an answer.',
  fields: (t) => ({
    rule: t.exposeString('rule', { description: 'What the rule says, in a sentence.' }),
    source: t.exposeString('source', { description: "The publication's table and row." }),
    step: t.exposeString('step', {
      nullable: true,
      description: 'Which step of the judgement it is; null when there is one only.',
    }),
  }),
});
