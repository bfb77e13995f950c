/**
 * `npm run --silent rehearse -- FILE… [--json]`: plays scenario files against the real contracts on
 * a chain inside this process. With `--json` standard output is one JSON value and nothing else.
 */
import './ground/pipes.ts';
import { rehearse } from './scenario/rehearse.ts';

process.exitCode = await rehearse(process.argv.slice(2));
