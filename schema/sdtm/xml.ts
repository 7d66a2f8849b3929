/** Attributes by name; undefined and null are left out. */
export type Attributes = Readonly<Record<string, string | number | null | undefined>>;

/**
 * An element of XML as text. Children are elements already written: text goes through `xmlText`.
 *
 * @param children one a line, indented by the caller's depth only as far as readability asks
 */
export function xml(name: string, attributes: Attributes = {}, children: readonly string[] = []): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => ` ${key}="${xmlText(String(value))}"`)
    .join('');
  if (children.length === 0) return `<${name}${written}/>`;
  const [only = ''] = children;
  if (children.length === 1 && !only.includes('<')) return `<${name}${written}>${only}</${name}>`;
  return `<${name}${written}>\n${indented(children.join('\n'))}\n</${name}>`;
}

const indented = (text: string) => text.replaceAll(/^/gm, '  ');

/** XML 1.0 knows no control characters but tab and line ends. @source XML 1.0, section 2.2 */
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text for an element or an attribute in double quotes; what XML cannot hold becomes U+FFFD. */
export function xmlText(text: string): string {
  return text
    .replaceAll(FORBIDDEN, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;');
}
