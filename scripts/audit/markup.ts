/** The few pieces of markup that the report for people is put together from. */

/** A part of the page under its heading. */
export function section(title: string, body: string): string {
  return `<section>\n<h2>${escape(title)}</h2>\n${body}\n</section>`;
}

/** Items as cards; a sentence where there are none. */
export function listOf(items: readonly string[], none: string): string {
  if (items.length === 0) return `<p>${escape(none)}</p>`;
  return `<ul class="cards">${items.join('\n')}</ul>`;
}

/** Texts come from the chain and from documents: none of them becomes markup. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
