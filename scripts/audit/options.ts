import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isHex, type Hex } from '../../domain/hex.ts';
import { readArguments } from '../ground/arguments.ts';
import { localRpcUrl, STATE } from '../trace/source.ts';
import type { AuditOptions } from './audit.ts';
import { UsageError } from './errors.ts';

export const USAGE = `usage: npm run audit -- [--rpc URL --ledger ADDRESS] [options]

  --rpc URL           the node to ask; left out, the product on this machine
  --ledger ADDRESS    the ledger to audit
  --second-rpc URL    another node, whose block hash must be the same
  --registry ADDRESS  who is recognised; needed where the ledger's desks name several
  --deployment FILE   a deployment's record instead of the two addresses
  --from BLOCK        reads no older events
  --as-of BLOCK       audits what was true then
  --confirmations N   how far behind the newest block is settled (12; 0 on the local chain)
  --campaign ID       only this campaign counts
  --evidence DIR|URL  checks every document against its digest
  --batches DIR|URL   the same for the published files of batches; left out, --evidence
  --checkpoint FILE   notes what was read, to go on after an interruption
  --without-proofs    takes the word of a node that has no eth_getProof
  --json FILE         writes the report for programs
  --html FILE         writes the report for people
  --lang zh|en        the language of the report for people (en)
  --sign KEYFILE      signs the report (a private key in hex, or a keystore and AUDIT_PASSWORD)
  --verify REPORT     only checks a report's form and signature
  --schema            only prints the JSON Schema of reports`;

const flag = { type: 'boolean' } as const;
const value = { type: 'string' } as const;
const OPTIONS = {
  rpc: value,
  ledger: value,
  registry: value,
  deployment: value,
  from: value,
  'second-rpc': value,
  'as-of': value,
  confirmations: value,
  campaign: value,
  evidence: value,
  batches: value,
  checkpoint: value,
  'without-proofs': flag,
  json: value,
  html: value,
  lang: value,
  sign: value,
  verify: value,
  schema: flag,
} as const;

/** What the command is to do. */
export type Task =
  | { readonly kind: 'schema' }
  | { readonly kind: 'verify'; readonly file: string }
  | { readonly kind: 'audit'; readonly options: AuditOptions; readonly output: Output };

export interface Output {
  readonly json: string | undefined;
  readonly html: string | undefined;
  readonly sign: string | undefined;
  readonly language: 'zh' | 'en';
}

/** Reads the command line. @throws {@link UsageError}, or that of all commands for options that there are not */
export function readTask(args: readonly string[]): Task {
  const values = parse(args);
  if (values.schema) return { kind: 'schema' };
  if (values.verify !== undefined) return { kind: 'verify', file: values.verify };
  const ledger = hexOf(values.ledger, '--ledger', 20);
  const isLocal = values.rpc === undefined;
  const kept = join(STATE, 'documents');
  const evidence = values.evidence ?? (isLocal && existsSync(kept) ? kept : undefined);
  const options: AuditOptions = {
    rpc: values.rpc ?? localRpcUrl(),
    secondRpc: values['second-rpc'],
    ledger,
    registry: hexOf(values.registry, '--registry', 20),
    deployment: values.deployment,
    from: numberOf(values.from, '--from'),
    asOf: numberOf(values['as-of'], '--as-of'),
    confirmations: numberOf(values.confirmations, '--confirmations'),
    campaign: hexOf(values.campaign, '--campaign', 32),
    evidence,
    batches: values.batches,
    checkpoint: values.checkpoint,
    withProofs: values['without-proofs'] !== true,
  };
  for (const [name, url] of [
    ['--rpc', options.rpc],
    ['--second-rpc', options.secondRpc],
  ] as const) {
    if (url !== undefined && !/^https?:\/\//.test(url)) {
      throw new UsageError(`${name} must be an address that begins with http, not ${url}`);
    }
  }
  const { json, html, sign, lang: language = 'en' } = values;
  if (language !== 'zh' && language !== 'en') throw new UsageError('--lang must be zh or en');
  return { kind: 'audit', options, output: { json, html, sign, language } };
}

function parse(args: readonly string[]) {
  return readArguments(args, { options: OPTIONS, positionals: false }).values;
}

function hexOf(text: string | undefined, name: string, bytes: number): Hex | undefined {
  if (text === undefined) return undefined;
  if (!isHex(text, bytes)) throw new UsageError(`${name} must be 0x and ${2 * bytes} hex digits`);
  return text.toLowerCase() as Hex;
}

function numberOf(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`${name} must be a whole number`);
  return Number(text);
}
