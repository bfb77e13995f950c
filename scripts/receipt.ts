/**
 * `npm run receipt -- FILE.json`: what became of the promise in an operator's signed receipt, judged
 * by the chain and the published files alone. See docs/small-gifts.md.
 */
import { asksForHelp } from './ground/arguments.ts';
import './ground/pipes.ts';
import { judge } from './trace/judge.ts';

const USAGE = `usage: npm run receipt -- FILE.json [options]
  FILE.json          the signed promise, as the page copies it
  --rpc URL          the node to ask; left out, the product on this machine
  --deployment FILE  the deployment's record
  --gateway URL …    who has the published files; left out, the product on this machine
  ends with 0 when the promise was kept or there is still time, 1 when it is broken, 2 when that cannot be judged`;

const args = process.argv.slice(2);
process.exitCode = asksForHelp(args, USAGE) ? 0 : await judge(args);
