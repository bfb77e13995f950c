/**
 * `npm run receipt -- FILE.json`: what became of the promise in an operator's signed receipt, judged
 * by the chain and the published files alone. See docs/small-gifts.md.
 */
import './ground/pipes.ts';
import { judge } from './trace/judge.ts';

process.exitCode = await judge(process.argv.slice(2));
