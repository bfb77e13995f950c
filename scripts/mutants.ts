/** `npm run mutants`: see `mutants/command.ts`. */
import './ground/pipes.ts';
import { mutants } from './mutants/command.ts';

process.exitCode = await mutants(process.argv.slice(2));
