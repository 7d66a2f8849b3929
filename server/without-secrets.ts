const MOST_CHARACTERS = 2000;
const SECRET = /pass|secret|token|code|key/i;

/** Variables of a request as the audit trail keeps them: without what opens doors, and not by the page. */
export function withoutSecrets(
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const kept = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, SECRET.test(name) ? '…' : value]),
  );
  return JSON.stringify(kept).length > MOST_CHARACTERS ? { left: 'out, as there are too many' } : kept;
}
