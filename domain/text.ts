/**
 * Characters that change how text reads without being seen: control characters, lone surrogates,
 * bidirectional overrides, embeddings, isolates and marks, zero-width spaces and joiners of words,
 * interlinear annotations and the invisible tag characters. The zero-width joiner and non-joiner
 * stay: Persian and many Indic words, and most family emoji, cannot be written without them.
 */
const DECEPTIVE =
  /[\p{Cc}\p{Cs}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

const LINE_BREAKS = /\r\n|[\r\u0085\u2028\u2029]/g;

/**
 * One line of text from outside, made harmless: deceptive characters removed, any run of white
 * space a single space, trimmed, in Unicode's composed form (NFC). Applying it twice changes
 * nothing.
 */
export function cleanLine(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(DECEPTIVE, '')
    .normalize('NFC')
    .replace(/ +/g, ' ')
    .trim();
}

/** Like {@link cleanLine} for text of several lines: line breaks stay, as `\n`. */
export function cleanText(text: string): string {
  return text.replace(LINE_BREAKS, '\n').split('\n').map(cleanLine).join('\n').trim();
}

/** Length in characters as a person counts code points, not in UTF-16 units. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}
