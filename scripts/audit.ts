/**
 * `npm run audit -- --rpc URL --ledger ADDRESS`: checks everything that the chain says, from a node of
 * the auditor's choice alone. See docs/auditing.md.
 */
import './ground/pipes.ts';
import { runAudit } from './audit/command.ts';

process.exitCode = await runAudit(process.argv.slice(2));
