import { contractOf } from '../../domain/deployment.ts';
import { topicOf } from '../../domain/events.ts';
import { isZero, type Hex } from '../../domain/hex.ts';
import { deskInterface, registryInterface } from '../chain/interfaces.ts';
import { readDeployment } from '../trace/source.ts';
import { Decoder } from './decode.ts';
import { AuditError } from './errors.ts';
import { readLogs } from './logs.ts';
import type { AuditNode } from './node.ts';

/** What is audited: a ledger, the registry that says who is recognised, and the desks it ever recognised. */
export interface Place {
  readonly chainId: number;
  readonly ledger: Hex;
  readonly registry: Hex;
  /** Every desk that was ever recognised, whether or not it is now. */
  readonly desks: readonly Hex[];
  /** No event is older than this block. */
  readonly from: number;
}

export interface Wish {
  readonly ledger: Hex | undefined;
  readonly registry: Hex | undefined;
  readonly deployment: string | undefined;
  readonly from: number | undefined;
}

/**
 * Finds out what there is to audit: from the record of a deployment where there is one, and from the
 * chain itself where the ledger's address is all that is known.
 * @throws AuditError when there is no such ledger, or it is not clear which registry counts
 */
export async function findPlace(
  node: AuditNode,
  chainId: number,
  wish: Wish,
  head: number,
): Promise<Place> {
  const recorded = wish.ledger === undefined || wish.deployment !== undefined;
  const record = recorded ? readDeployment(chainId, wish.deployment) : null;
  const ledger = wish.ledger ?? (record && contractOf(record, 'Ledger').address);
  if (ledger === null) throw new AuditError('name the ledger: --ledger ADDRESS');
  if ((await node.code(ledger, head)) === '0x') {
    throw new AuditError(`there is no contract at ${ledger} on chain ${chainId}`);
  }
  const from = wish.from ?? record?.block ?? (await firstBlockOf(node, ledger, head));
  const registry =
    wish.registry ??
    (record && contractOf(record, 'Registry').address) ??
    (await findRegistry(node, ledger, from, head));
  const desks = await findDesks(node, { chainId, ledger, registry, desks: [], from }, head);
  return { chainId, ledger, registry, desks, from };
}

/** The registry of the desks that opened campaigns there; more than one must be told apart by hand. */
async function findRegistry(
  node: AuditNode,
  ledger: Hex,
  from: number,
  head: number,
): Promise<Hex> {
  const place: Place = { chainId: 0, ledger, registry: ledger, desks: [], from };
  const decoder = new Decoder(place);
  const filter = { addresses: [ledger], topics: [topicOf('CampaignOpened')] };
  const desks = new Set<Hex>();
  for await (const { logs } of readLogs(node, filter, from, head)) {
    for (const log of logs) {
      const decoded = decoder.decode({ ...log, address: ledger }, 0);
      if (decoded.kind === 'event' && decoded.event.name === 'CampaignOpened') {
        desks.add(decoded.event.desk);
      }
    }
  }
  const registries = new Set<Hex>();
  for (const desk of desks) {
    const registry = await readAddress(
      node,
      desk,
      deskInterface.encodeFunctionData('REGISTRY'),
      head,
    );
    if (registry === null) continue;
    const data = registryInterface.encodeFunctionData('LEDGER');
    if ((await readAddress(node, registry, data, head)) === ledger) registries.add(registry);
  }
  const [registry, ...more] = registries;
  if (registry !== undefined && more.length === 0) return registry;
  const found = registry === undefined ? 'no desk there names one' : [...registries].join(', ');
  throw new AuditError(`which registry counts is not clear (${found}): use --registry ADDRESS`);
}

/** Every desk that the registry's events ever call recognised. */
async function findDesks(node: AuditNode, place: Place, head: number): Promise<Hex[]> {
  const decoder = new Decoder(place);
  const filter = { addresses: [place.registry], topics: [topicOf('Recognised')] };
  const desks = new Set<Hex>();
  for await (const { logs } of readLogs(node, filter, place.from, head)) {
    for (const log of logs) {
      const decoded = decoder.decode(log, 0);
      if (decoded.kind !== 'event' || decoded.event.name !== 'Recognised') continue;
      if (decoded.event.role === 'desk') desks.add(decoded.event.account);
    }
  }
  return [...desks];
}

/** The block in which a contract came to be; 0 where the node does not remember that far back. */
async function firstBlockOf(node: AuditNode, address: Hex, head: number): Promise<number> {
  let [absent, present] = [-1, head];
  while (present - absent > 1) {
    const middle = Math.floor((absent + present) / 2);
    const code = await node.code(address, middle).catch(() => null);
    if (code === null) return 0;
    if (code === '0x') absent = middle;
    else present = middle;
  }
  return present;
}

async function readAddress(
  node: AuditNode,
  contract: Hex,
  data: string,
  block: number,
): Promise<Hex | null> {
  const answer = await node.call(contract, data, block);
  if (answer?.length !== 66) return null;
  const address: Hex = `0x${answer.slice(26).toLowerCase()}`;
  return isZero(address) ? null : address;
}
