import type { IDeskTypes } from '../../../typechain-types/contracts/Desk.ts';
import { ethers } from './chain.ts';

const coder = ethers.AbiCoder.defaultAbiCoder();

/** A list of recipients as its root and every share with its proof. */
export interface ShareList {
  root: string;
  shares: IDeskTypes.ShareStruct[];
}

/** The list's tree: leaves hashed twice, pairs sorted, an odd node moved up as it is. */
export function buildShareList(recipients: readonly { key: string; amount: bigint }[]): ShareList {
  const leaves = recipients.map(({ key, amount }, index) => hashShare(index, amount, key));
  const proofs: string[][] = leaves.map(() => []);
  let level = leaves.map((node, index) => ({ node, below: [index] }));
  while (level.length > 1) {
    const next: typeof level = [];
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i], level[i + 1]];
      if (left === undefined) continue;
      if (right === undefined) {
        next.push(left);
        continue;
      }
      for (const index of left.below) proofs[index]?.push(right.node);
      for (const index of right.below) proofs[index]?.push(left.node);
      const pair = [left.node, right.node].sort();
      next.push({
        node: ethers.keccak256(ethers.concat(pair)),
        below: left.below.concat(right.below),
      });
    }
    level = next;
  }
  const root = level[0]?.node;
  if (root === undefined) throw new Error('a list has at least one recipient');
  const shares = recipients.map(({ key, amount }, index) => {
    return { index, amount, key, proof: proofs[index] ?? [] };
  });
  return { root, shares };
}

function hashShare(index: number, amount: bigint, key: string): string {
  const inner = coder.encode(['uint32', 'uint96', 'bytes'], [index, amount, key]);
  return ethers.keccak256(ethers.keccak256(inner));
}
