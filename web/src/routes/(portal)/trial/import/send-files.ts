/** What the hub has received and keeps for a day. */
export interface SentFiles {
  readonly uploadId: string;
  readonly files: readonly string[];
}

/**
 * Sends files to the hub and tells how far it is. XMLHttpRequest, as fetch does not tell.
 *
 * @param protocol of the trial that they are for; null: that of the files
 * @param onProgress percent sent
 * @returns what was received, or why it was not, in a sentence
 */
export function sendFiles(
  files: readonly File[],
  protocol: string | null,
  onProgress: (percent: number) => void,
): Promise<SentFiles | { readonly sentence: string }> {
  const body = new FormData();
  for (const file of files) body.append('files', file, file.name);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', protocol ? `/upload?trial=${encodeURIComponent(protocol)}` : '/upload');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress((100 * loaded) / Math.max(total, 1));
    request.onerror = () =>
      resolve({ sentence: 'The files did not reach the hub. Check the connection and send them again.' });
    request.onload = () => resolve(answerOf(request.status, request.response));
    request.send(body);
  });
}

function answerOf(status: number, answer: unknown): SentFiles | { readonly sentence: string } {
  if (status === 200 && isSent(answer)) return answer;
  const message = isRecord(answer) ? answer['message'] : undefined;
  return {
    sentence:
      typeof message === 'string'
        ? message
        : `The hub did not take the files (status ${String(status)}). Send them again.`,
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isSent = (value: unknown): value is SentFiles =>
  isRecord(value) && typeof value['uploadId'] === 'string' && Array.isArray(value['files']);
