/** How far the files are on their way. */
export interface Sent {
  readonly bytes: number;
  readonly ofBytes: number;
}

export class UploadRefused extends Error {}

/**
 * Sends files to the hub, which keeps them for a day.
 *
 * @param protocol of the trial they are for; undefined: a new trial
 * @param onSent called as the bytes go out
 * @returns the id by which an import names them
 * @throws UploadRefused with the hub's sentence, or one of ours when nothing answers
 */
export function upload(
  files: readonly File[],
  protocol: string | undefined,
  onSent: (sent: Sent) => void,
  signal: AbortSignal,
): Promise<string> {
  const form = new FormData();
  for (const file of files) form.append('file', file, file.name);
  // fetch does not tell how much was sent.
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    const refuse = (sentence: string) => reject(new UploadRefused(sentence));
    request.upload.onprogress = ({ loaded, total }) => onSent({ bytes: loaded, ofBytes: total });
    request.onerror = () => refuse('The files did not arrive: the connection broke. Nothing was imported; send them again.');
    request.onabort = () => refuse('Sending was stopped. Nothing was imported.');
    request.onload = () => {
      const answer = readAnswer(request.responseText);
      if (request.status === 200 && answer.uploadId !== undefined) resolve(answer.uploadId);
      else refuse(answer.message ?? `The hub did not take the files (status ${String(request.status)}). Nothing was imported.`);
    };
    signal.addEventListener('abort', () => request.abort());
    request.open('POST', protocol === undefined ? '/upload' : `/upload?trial=${encodeURIComponent(protocol)}`);
    request.send(form);
  });
}

function readAnswer(text: string): { readonly uploadId?: string; readonly message?: string } {
  try {
    return JSON.parse(text) as { readonly uploadId?: string; readonly message?: string };
  } catch {
    // A proxy's own page, say: the status tells enough.
    return {};
  }
}
