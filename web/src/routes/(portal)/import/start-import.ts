import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { attempt } from '#lib/server/hub.ts';
import { START } from './import-list.ts';

/**
 * Starts the import of files that were sent before, and leads to its progress.
 *
 * @param protocol of the trial whose files they are; undefined: the form or the files say it
 */
export async function startImport(event: RequestEvent, protocol: string | undefined) {
  const form = await event.request.formData();
  const read = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const typed = { protocol: protocol ?? read('protocol'), criteria: read('criteria'), reason: read('reason') };
  const uploadId = read('uploadId');
  if (uploadId === '') return fail(400, { ...typed, sentence: 'Choose the files of the transfer first.' });
  if (typed.reason === '')
    return fail(400, { ...typed, sentence: 'Say why. The reason is kept with the import and shown to the auditor.' });
  const answer = await attempt(event, START, {
    input: {
      uploadId,
      reason: typed.reason,
      protocol: typed.protocol === '' ? null : typed.protocol,
      criteria: typed.criteria === '' ? null : typed.criteria,
    },
  });
  if ('refusal' in answer) return fail(409, { ...typed, sentence: answer.refusal.sentence });
  redirect(303, `/import/${encodeURIComponent(answer.result.startSdtmImport.id)}`);
}
