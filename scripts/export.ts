/**
 * `npm run export -- iati|csv|donor …`: what the chain says, for others' systems; `check FILE` checks a
 * donor's bundle without a network. See docs/exports.md.
 */
import { exportCommand } from './export/command.ts';

process.exitCode = await exportCommand(process.argv.slice(2));
