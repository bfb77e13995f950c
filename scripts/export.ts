/**
 * `npm run export -- iati|csv|donor|leaves …`: what the chain says, for others' systems; `check FILE`
 * checks a donor's bundle, `proof` proves an entry from a file of leaves, both without a network. See
 * docs/exports.md.
 */
import './ground/pipes.ts';
import { exportCommand } from './export/command.ts';

process.exitCode = await exportCommand(process.argv.slice(2));
