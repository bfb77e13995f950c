/**
 * `npm run trace -- TX|CAMPAIGN:INDEX [--rpc URL] [--deployment FILE]`: what became of a donation,
 * read from the chain alone and told as text.
 */
import { trace } from './trace/command.ts';

process.exitCode = await trace(process.argv.slice(2));
