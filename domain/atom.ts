import { cleanLine } from './text.ts';

/** A feed in the Atom format (RFC 4287), as text. */

export interface AtomEntry {
  /** A permanent IRI that no other entry has. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** The kind of entry, for readers that sort by it. */
  readonly category: string;
  /** Absolute address of the page about it. */
  readonly link: string;
  /** Unix seconds. */
  readonly updated: number;
}

export interface AtomFeed {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly author: string;
  /** BCP 47, e.g. `zh-CN`. */
  readonly language: string;
  /** Absolute address of the feed itself, and of the page that shows the same. */
  readonly self: string;
  readonly page: string;
  /** Unix seconds, for a feed that has no entries yet. */
  readonly since: number;
  readonly entries: readonly AtomEntry[];
}

/** Writes a feed. Texts are cleaned and escaped here; its date is that of its latest entry. */
export function atomFeed(feed: AtomFeed): string {
  const { id, title, subtitle, author, language, self, page, since, entries } = feed;
  const updated = entries.reduce((latest, entry) => Math.max(latest, entry.updated), since);
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escape(language)}">`,
    element('id', id),
    element('title', title),
    element('subtitle', subtitle),
    element('updated', isoTime(updated)),
    `<author>${element('name', author)}</author>`,
    link('self', self, 'application/atom+xml'),
    link('alternate', page, 'text/html'),
    ...entries.map(entryOf),
    '</feed>\n',
  ].join('\n');
}

function entryOf({ id, title, summary, category, link: page, updated }: AtomEntry): string {
  return [
    '<entry>',
    element('id', id),
    element('title', title),
    element('updated', isoTime(updated)),
    element('published', isoTime(updated)),
    `<category term="${escape(category)}"/>`,
    link('alternate', page, 'text/html'),
    element('summary', summary),
    '</entry>',
  ].join('\n');
}

const element = (name: string, text: string): string => `<${name}>${escape(text)}</${name}>`;

const link = (rel: string, href: string, type: string): string =>
  `<link rel="${rel}" href="${escape(href)}" type="${type}"/>`;

const isoTime = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace('.000', '');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for any place in the document; noncharacters, which XML does not allow, are left out. */
const escape = (text: string): string =>
  cleanLine(text)
    .replace(/[\uFFFE\uFFFF]/g, '')
    .replace(/[&<>"']/g, (symbol) => ENTITIES[symbol] ?? '');
