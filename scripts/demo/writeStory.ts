/** `node scripts/demo/writeStory.ts`: writes story.json anew, formatted as the repository wants it. */
import { writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { buildStory } from './buildStory.ts';

const file = new URL('./story.json', import.meta.url);
const style = await resolveConfig(file);
const text = await format(JSON.stringify(buildStory()), { ...style, parser: 'json' });
await writeFile(file, text);
