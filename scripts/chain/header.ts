import { encodeRlp, keccak256, stripZerosLeft } from 'ethers';
import { z } from 'zod';
import type { Hex } from '../../domain/hex.ts';

/** A block's header, with the hash that its fields really have. */
export interface Header {
  readonly number: number;
  readonly hash: Hex;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly stateRoot: Hex;
  /** Whether the fields hash to the hash that the node names. */
  readonly isWhole: boolean;
}

const quantity = z.custom<Hex>(
  (value) => typeof value === 'string' && /^0x[0-9a-f]+$/i.test(value),
);
const hex = z.custom<Hex>(
  (value) => typeof value === 'string' && /^0x([0-9a-f]{2})*$/i.test(value),
);

const schema = z.object({
  hash: hex,
  parentHash: hex,
  sha3Uncles: hex,
  miner: hex,
  stateRoot: hex,
  transactionsRoot: hex,
  receiptsRoot: hex,
  logsBloom: hex,
  difficulty: quantity,
  number: quantity,
  gasLimit: quantity,
  gasUsed: quantity,
  timestamp: quantity,
  extraData: hex,
  mixHash: hex,
  nonce: hex,
  baseFeePerGas: quantity.nullish(),
  withdrawalsRoot: hex.nullish(),
  blobGasUsed: quantity.nullish(),
  excessBlobGas: quantity.nullish(),
  parentBeaconBlockRoot: hex.nullish(),
  requestsHash: hex.nullish(),
});

/** The fields of a header in the order of their hash; later forks added those at the end. */
const ORDER = Object.keys(schema.shape).filter((name) => name !== 'hash');
const QUANTITIES = [
  'difficulty',
  'number',
  'gasLimit',
  'gasUsed',
  'timestamp',
  'baseFeePerGas',
  'blobGasUsed',
  'excessBlobGas',
];

/**
 * Reads a block as `eth_getBlockByNumber` gives it and hashes its header anew.
 * @returns null where there is no such block
 * @throws ZodError when it is none
 */
export function readHeader(block: unknown): Header | null {
  if (block === null || block === undefined) return null;
  const header = schema.parse(block);
  const fields = new Map<string, Hex | null | undefined>(Object.entries(header));
  const encoded = ORDER.flatMap((name) => {
    const value = fields.get(name);
    if (value === null || value === undefined) return [];
    return QUANTITIES.includes(name) ? stripZerosLeft(evenDigits(value)) : value;
  });
  return {
    number: Number(header.number),
    hash: header.hash.toLowerCase() as Hex,
    timestamp: Number(header.timestamp),
    stateRoot: header.stateRoot,
    isWhole: keccak256(encodeRlp(encoded)) === header.hash.toLowerCase(),
  };
}

function evenDigits(quantity: string): string {
  return quantity.length % 2 === 0 ? quantity : `0x0${quantity.slice(2)}`;
}
