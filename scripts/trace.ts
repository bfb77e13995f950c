/**
 * `npm run trace -- TX|CAMPAIGN:INDEX|CODE|- [--rpc URL] [--deployment FILE] [--gateway URL]`: what
 * became of a donation, read from the chain alone and told as text; `-` reads which one from standard
 * input.
 */
import './ground/pipes.ts';
import { trace } from './trace/command.ts';

process.exitCode = await trace(process.argv.slice(2));
