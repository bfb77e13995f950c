/** Writing XML 1.0: elements as plain values, one function that makes text of them. */

export interface XmlElement {
  readonly name: string;
  /** Left out where undefined. */
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly children: readonly (XmlElement | string)[];
}

/** What XML cannot hold at all, not even escaped. */
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/gu;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** An element. Its name and attributes' names are ours, never from outside. */
export function xml(
  name: string,
  attributes: XmlElement['attributes'] = {},
  ...children: readonly (XmlElement | string | null)[]
): XmlElement {
  return { name, attributes, children: children.filter((child) => child !== null) };
}

/** A whole document, indented by two spaces; elements that hold text stay on one line. */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${lines(root, '').join('\n')}\n`;
}

function lines({ name, attributes, children }: XmlElement, indent: string): string[] {
  const pairs = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escape(value).replaceAll('\n', '&#10;')}"`],
  );
  const open = `${indent}<${name}${pairs.join('')}`;
  if (children.length === 0) return [`${open}/>`];
  if (children.some((child) => typeof child === 'string')) {
    const text = children.map((child) =>
      typeof child === 'string' ? escape(child) : lines(child, '').join(''),
    );
    return [`${open}>${text.join('')}</${name}>`];
  }
  const inner = children.flatMap((child) =>
    typeof child === 'string' ? [] : lines(child, `${indent}  `),
  );
  return [`${open}>`, ...inner, `${indent}</${name}>`];
}

const escape = (text: string): string =>
  text.replace(FORBIDDEN, '').replace(/[&<>"]/g, (char) => ESCAPES[char]!);
