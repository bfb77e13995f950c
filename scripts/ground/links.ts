/** Whether the documents point at things that exist: files, headings, commands. */
import { dirname, join, normalize } from 'node:path';

/** A Markdown file, by its path below the root. */
export interface MarkdownFile {
  readonly path: string;
  readonly text: string;
}

/** What documents may speak of. */
export interface Surroundings {
  /** Whether there is a file or folder at a path below the root. */
  readonly exists: (path: string) => boolean;
  /** Names of the commands behind `npm run`. */
  readonly commands: readonly string[];
}

const LINK = /\]\(\s*<?([^)\s>]+)>?[^)]*\)/g;
const COMMAND = /\bnpm run (?:--silent )?([\w:-]+)/g;
/** Addresses outside the project are not asked: checks need no network. */
const ELSEWHERE = /^[a-z][a-z+.-]*:/i;

/** One line for every link that leads nowhere and every command that does not exist. */
export function brokenLinks(files: readonly MarkdownFile[], around: Surroundings): string[] {
  const anchors = new Map(files.map(({ path, text }) => [path, anchorsOf(text)]));
  return files.flatMap(({ path, text }) => [
    ...targetsOf(text)
      .filter((target) => !leads(path, target, anchors, around))
      .map((target) => `${path} links to ${target}, which does not exist`),
    ...[...text.matchAll(COMMAND)]
      .filter(([, name = '']) => !around.commands.includes(name))
      .map(([command]) => `${path} speaks of ${command}, which does not exist`),
  ]);
}

function leads(
  from: string,
  target: string,
  anchors: ReadonlyMap<string, ReadonlySet<string>>,
  { exists }: Surroundings,
): boolean {
  const [file = '', anchor] = target.split('#', 2);
  const path = file === '' ? from : normalize(join(dirname(from), file)).replaceAll('\\', '/');
  if (!exists(path)) return false;
  if (anchor === undefined) return true;
  // A heading can only be looked up in a document that is checked, too.
  return anchors.get(path)?.has(anchor) ?? false;
}

function targetsOf(text: string): string[] {
  return [...withoutCode(text).matchAll(LINK)]
    .map(([, target = '']) => target)
    .filter((target) => !ELSEWHERE.test(target));
}

/** The names under which a page's headings can be linked to, as code hosts make them. */
function anchorsOf(text: string): Set<string> {
  const found = new Set<string>();
  for (const [, heading = ''] of withoutCode(text).matchAll(/^#{1,6}\s+(.+)$/gm)) {
    const name = heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    // Where two headings read alike the later ones are numbered.
    let [anchor, count] = [name, 0];
    while (found.has(anchor)) anchor = `${name}-${++count}`;
    found.add(anchor);
  }
  return found;
}

function withoutCode(text: string): string {
  return text.replace(/^```.*?^```/gms, '');
}
