/**
 * `npm run trace -- TX|CAMPAIGN:INDEX|CODE|- [--rpc URL] [--deployment FILE] [--gateway URL]`: what
 * became of a donation, read from the chain alone and told as text; `-` reads which one from standard
 * input.
 */
import { asksForHelp } from './ground/arguments.ts';
import './ground/pipes.ts';
import { trace } from './trace/command.ts';
import { USAGE } from './trace/question.ts';

const args = process.argv.slice(2);
process.exitCode = asksForHelp(args, USAGE) ? 0 : await trace(args);
