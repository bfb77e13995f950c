import { first } from './en/first.ts';
import { more } from './en/more.ts';

/** All texts in English. */
export const en = { ...first, ...more };
