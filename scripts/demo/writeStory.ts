/** `node scripts/demo/writeStory.ts`: writes story.json anew, formatted as the repository wants it. */
import { writeFile } from 'node:fs/promises';
import { formatted } from '../ground/style.ts';
import { buildStory } from './buildStory.ts';

const text = await formatted('scripts/demo/story.json', JSON.stringify(buildStory()));
await writeFile(new URL('./story.json', import.meta.url), text);
