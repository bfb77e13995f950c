import type { DemoStory } from '../demo/play.ts';

export interface DeepLink {
  readonly url: string;
  readonly what: string;
}

/** How many donations and campaigns of the story are shown. */
const FROM_STORY = 3;

/** Pages worth opening first, the story's best places before the tools. */
export function deepLinks(app: string, { links, receiptCode }: DemoStory): DeepLink[] {
  const places = links.slice(0, FROM_STORY).map((link) => ({
    url:
      link.kind === 'campaign'
        ? `${app}/campaign/${link.campaign}`
        : `${app}/follow/${link.campaign}/${link.index}`,
    what: link.title.en,
  }));
  return [
    ...places,
    { url: `${app}/receipt#${receiptCode}`, what: 'Xiao He’s 1.40, followed by its receipt code' },
    { url: `${app}/verify`, what: 'Check all of it in your browser, law by law' },
    { url: `${app}/desk`, what: 'Be a charity, an auditor or a recipient' },
  ];
}

/**
 * A command that prints the path of the story's smallest gift as text.
 * @param where options that the command needs when it cannot find this product by itself
 */
export function traceCommand({ receiptCode }: DemoStory, where: string): string {
  return `npm run trace -- ${receiptCode}${where}`;
}

/**
 * A command that checks everything, from the chain and the documents alone.
 * @param where options that the command needs when it cannot find this product by itself
 */
export function auditCommand(where: string): string {
  return `npm run audit${where === '' ? '' : ` --${where}`}`;
}
