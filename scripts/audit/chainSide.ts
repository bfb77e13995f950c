import { compare } from '../../domain/compare.ts';
import type { Hex } from '../../domain/hex.ts';
import { isRecognised, type ReplayState } from '../../domain/state.ts';
import type { Header } from '../chain/header.ts';
import { readProven } from '../chain/proofs.ts';
import { RefusedError } from '../chain/patientRpc.ts';
import { readCampaigns } from '../chain/readings.ts';
import { ProofError } from '../chain/trie.ts';
import { checkCode, type CodeCheck } from './code.ts';
import { NodeError } from './errors.ts';
import { found, type AuditFinding } from './findings.ts';
import type { AuditNode } from './node.ts';
import type { Place } from './place.ts';
import {
  checkDeskStorage,
  checkLedgerStorage,
  checkRegistryStorage,
  readProvenCampaigns,
  type StorageCheck,
} from './storageCheck.ts';
import { readTokens, type TokenCheck } from './tokens.ts';

/** What the chain itself says at one block, held against what the events give. */
export interface ChainSide {
  readonly findings: readonly AuditFinding[];
  readonly tokens: readonly TokenCheck[];
  readonly code: readonly CodeCheck[];
  /** Every word was proven under the block's state root. */
  readonly isProven: boolean;
  readonly isLedgerComplete: boolean;
  readonly isRegistryComplete: boolean;
  /** The same of every recognised desk. */
  readonly areDesksComplete: boolean;
}

/** How a node comes by what it says. */
export type Proving = 'proves' | 'says' | 'forgot';

/**
 * Whether a node can prove what stands at a block.
 * @returns `forgot` where it does not have that block's state any more
 * @throws NodeError where it cannot prove anything at all
 */
export async function canProve(node: AuditNode, header: Header, ledger: Hex): Promise<Proving> {
  try {
    await readProven(node.rpc, header, ledger);
    return 'proves';
  } catch (error) {
    // A proof that does not hold is a matter of the audit itself.
    if (error instanceof ProofError) return 'proves';
    if (!(error instanceof RefusedError)) throw error;
    if (error.refusal === 'refused') return 'forgot';
    if (error.refusal !== 'unknownMethod') throw node.nodeError(error);
    throw new NodeError(
      `${node.host} proves nothing of what it says (no eth_getProof): choose another node, or take its word with --without-proofs`,
    );
  }
}

const NOT_COMPLETE = {
  isLedgerComplete: false,
  isRegistryComplete: false,
  areDesksComplete: false,
} as const;

/** @param withProofs whether the node proves what it says; else its word is taken */
export async function readChainSide(
  node: AuditNode,
  header: Header,
  place: Place,
  state: ReplayState,
  withProofs: boolean,
): Promise<ChainSide> {
  const desks = place.desks.filter((desk) => isRecognised(state, 'desk', desk));
  const { checks, findings } = await checkCode(node, place, desks, header.number);
  const own = checks.filter(({ name, isOurs }) => name === 'Desk' && isOurs);
  // Of a desk of another making nobody knows how it keeps what it knows.
  const readable = { ...place, desks: own.map(({ address }) => address) };
  const said = { isProven: false, ...NOT_COMPLETE };
  try {
    if (withProofs && !header.isWhole) {
      throw new ProofError(`block ${header.number} does not hash to ${header.hash}`);
    }
    const campaigns = withProofs
      ? await readProvenCampaigns(node.rpc, header, readable, state)
      : await readCampaigns(node.rpc, state, readable.desks, header.number);
    findings.push(...compare(state, { campaigns }));
    const tokens = await readTokens(node, header, place, state, withProofs);
    if (withProofs) findings.push(...(await checkCodeHashes(node, header, checks)));
    if (!withProofs) return { findings, tokens, code: checks, ...said };
    const ledger = await checkLedgerStorage(node.rpc, header, place, state);
    const registry = await checkRegistryStorage(node.rpc, header, place, state);
    const atDesks: StorageCheck[] = [];
    for (const desk of readable.desks) {
      atDesks.push(await checkDeskStorage(node.rpc, header, desk, state));
    }
    const stored = [ledger, registry, ...atDesks].flatMap((check) => check.findings);
    findings.push(...notNamedYet(stored, findings));
    return {
      findings,
      tokens,
      code: checks,
      isProven: true,
      isLedgerComplete: ledger.isComplete,
      isRegistryComplete: registry.isComplete,
      areDesksComplete:
        readable.desks.length === desks.length && atDesks.every(({ isComplete }) => isComplete),
    };
  } catch (error) {
    if (error instanceof RefusedError) throw node.nodeError(error);
    if (!(error instanceof ProofError)) throw error;
    await node.insistOn(header);
    const subject = `what the node proves at block ${header.number}`;
    findings.push(
      found(null, 'proofFails', null, subject, 'a proof under the block', error.message),
    );
    const tokens = await readTokens(node, header, place, state, false);
    return { findings, tokens, code: checks, ...said };
  }
}

/** Words that differ in a campaign for which `compare` has a name already need not be named as slots. */
function notNamedYet(
  stored: readonly AuditFinding[],
  findings: readonly AuditFinding[],
): AuditFinding[] {
  const named = new Set(findings.flatMap(({ law, campaign }) => (law === 9 ? [campaign] : [])));
  return stored.filter(({ code, campaign }) => code !== 'storageDiffers' || !named.has(campaign));
}

/** The code that the node gave must be the code that stands in the block's state. */
async function checkCodeHashes(
  node: AuditNode,
  header: Header,
  checks: readonly CodeCheck[],
): Promise<AuditFinding[]> {
  const findings: AuditFinding[] = [];
  for (const { name, address, codeHash } of checks) {
    const proven = await readProven(node.rpc, header, address);
    if (proven.codeHash === codeHash) continue;
    const subject = `code of the ${name} at ${address} in the block’s state`;
    findings.push(found(null, 'codeDiffers', null, subject, proven.codeHash, codeHash));
  }
  return findings;
}
