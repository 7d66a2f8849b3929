/** What somebody typed when the session ended, for the same person, page and tab. Passwords, codes and files are never kept. */
interface Draft {
  readonly email: string;
  readonly values: readonly (readonly [form: number, name: string, value: string])[];
}

const SIGNED_OUT = 'readout.signed-out';
const keyOf = (path: string) => `readout.draft ${path}`;

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const isKept = (field: Element): field is Field =>
  (field instanceof HTMLTextAreaElement ||
    field instanceof HTMLSelectElement ||
    (field instanceof HTMLInputElement &&
      !['password', 'hidden', 'file', 'submit', 'button'].includes(field.type))) &&
  field.name !== '' &&
  field.autocomplete !== 'one-time-code';

/** Those of the page: the frame's own are sent as soon as something is chosen. */
const forms = () => [...document.querySelectorAll<HTMLFormElement>('main form[method="post"]')];

/** Keeps what stands in the forms of the page. */
export function keepDraft(email: string): void {
  const values = forms().flatMap((form, number) =>
    [...form.elements].filter(isKept).flatMap((field): [number, string, string][] => {
      if (field instanceof HTMLInputElement && ['checkbox', 'radio'].includes(field.type))
        return field.checked ? [[number, field.name, field.value]] : [];
      return field.value === '' ? [] : [[number, field.name, field.value]];
    }),
  );
  if (values.length > 0)
    sessionStorage.setItem(keyOf(location.pathname), JSON.stringify({ email, values } satisfies Draft));
}

/** Told by the sign-in page: only what is come back to after it is filled in again. */
export const noteSignedOut = (): void => sessionStorage.setItem(SIGNED_OUT, 'yes');

/** Fills the forms of the page with what their person typed before the session ended. @returns whether there was something */
export function restoreDraft(email: string): boolean {
  const wasSignedOut = sessionStorage.getItem(SIGNED_OUT) !== null;
  const text = sessionStorage.getItem(keyOf(location.pathname));
  for (const key of Object.keys(sessionStorage))
    if (key === SIGNED_OUT || key.startsWith(keyOf(''))) sessionStorage.removeItem(key);
  if (!wasSignedOut || text === null) return false;
  const draft = JSON.parse(text) as Draft;
  if (draft.email !== email) return false;
  const all = forms();
  for (const [number, name, value] of draft.values) {
    for (const field of all[number]?.elements ?? []) {
      if (!isKept(field) || field.name !== name) continue;
      if (field instanceof HTMLInputElement && ['checkbox', 'radio'].includes(field.type)) {
        if (field.value !== value || field.checked) continue;
        field.checked = true;
      } else field.value = value;
      // Components bind to these events.
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
  }
  return true;
}
