import type { Header } from '../chain/header.ts';
import type { Patience } from '../chain/patientRpc.ts';
import { AuditError } from './errors.ts';
import { found, type AuditFinding } from './findings.ts';
import { AuditNode } from './node.ts';
import type { AuditReport } from './report.ts';

export interface SecondOpinion {
  readonly said: AuditReport['chain']['secondNode'];
  readonly findings: readonly AuditFinding[];
}

/**
 * Asks another node for the same block: a hash that two nodes of different hands name is the chain's.
 * @throws AuditError when it is a node of another chain, or does not get as far
 */
export async function askSecond(
  url: string | undefined,
  patience: Partial<Patience> | undefined,
  chainId: number,
  { number, hash }: Header,
): Promise<SecondOpinion> {
  if (url === undefined) return { said: null, findings: [] };
  const node = new AuditNode(url, patience);
  const own = await node.chainId();
  if (own !== chainId) {
    throw new AuditError(
      `${node.host} is a node of chain ${own}, the other one of chain ${chainId}`,
    );
  }
  const header = await node.headerOf(number);
  const agrees = header.hash === hash;
  const said = { node: node.host, blockHash: header.hash, agrees };
  const subject = `hash of block ${number} at ${node.host}`;
  return {
    said,
    findings: agrees ? [] : [found(null, 'nodesDisagree', null, subject, hash, header.hash)],
  };
}
