import type { Hex } from './hex.ts';
import { asHex, asInteger, asObject, asString, ShapeError } from './shape.ts';

/** Where one contract stands. */
export interface DeployedContract {
  readonly address: Hex;
  /** The block that holds its creation: logs need not be read before it. */
  readonly block: number;
}

/** What `deployments/<chainId>.json` says: where the product stands on one chain. */
export interface Deployment {
  readonly chainId: number;
  readonly name?: string;
  /** First block of the deployment, and its hash, which tells two local chains apart. */
  readonly block: number;
  readonly blockHash: Hex;
  readonly commit?: string;
  /** By contract name, such as `Ledger`, `Desk`, `LedgerLens`, `DemoToken`, `CustodyToken RMBR`. */
  readonly contracts: Readonly<Record<string, DeployedContract>>;
}

const MAX = Number.MAX_SAFE_INTEGER;

/**
 * Reads a deployment record. Fields it does not know are ignored, a contract without a block of its
 * own gets the deployment's. Throws {@link ShapeError} naming the field that is wrong.
 */
export function parseDeployment(value: unknown): Deployment {
  const fields = asObject(value, 'deployment');
  const block = asInteger(fields['block'], 'block', 0, MAX);
  const contracts: Record<string, DeployedContract> = {};
  for (const [name, entry] of Object.entries(asObject(fields['contracts'], 'contracts'))) {
    const path = `contracts.${name}`;
    const contract = asObject(entry, path);
    const own = contract['block'];
    contracts[name] = {
      address: asHex(contract['address'], `${path}.address`, 20),
      block: own === undefined ? block : asInteger(own, `${path}.block`, 0, MAX),
    };
  }
  const { name, commit } = fields;
  return {
    chainId: asInteger(fields['chainId'], 'chainId', 1, MAX),
    ...(name === undefined ? {} : { name: asString(name, 'name') }),
    block,
    blockHash: asHex(fields['blockHash'], 'blockHash', 32),
    ...(commit === undefined ? {} : { commit: asString(commit, 'commit') }),
    contracts,
  };
}

/** The contract of that name. Throws {@link ShapeError} when the record does not have it. */
export function contractOf(deployment: Deployment, name: string): DeployedContract {
  const contract = deployment.contracts[name];
  if (contract === undefined) throw new ShapeError(`contracts.${name}`, 'is missing');
  return contract;
}
