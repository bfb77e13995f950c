import type { Urls } from './product.ts';
import type { ToldStory } from './story.ts';

export interface DeepLink {
  readonly url: string;
  readonly what: string;
}

/** Pages worth opening first. */
export function deepLinks(app: string, story: ToldStory): DeepLink[] {
  return story.links.map(({ path, what }) => ({ url: `${app}${path}`, what }));
}

/** A command that prints one donation's path as text. */
export function traceCommand(_urls: Urls, story: ToldStory): string {
  return `npm run trace -- ${story.trace}`;
}
