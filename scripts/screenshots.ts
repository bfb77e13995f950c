/**
 * `npm run screenshots -- [--url URL] [--only phone-zh/home] [--dark]`: a picture of every
 * page, on a phone and on a desk, in both languages, light or dark, into `screenshots/`. Without an address
 * it starts a product of its own.
 */
import { screenshots } from './screenshots/command.ts';

process.exitCode = await screenshots(process.argv.slice(2), process.stdout);
