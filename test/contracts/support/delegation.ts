import type { Wallet } from 'ethers';
import { expect } from 'chai';
import { ethers } from './chain.ts';

/** Has a plain account delegate its code to a contract (EIP-7702), by a transaction of its own. */
export async function delegateCode(account: Wallet, code: string): Promise<void> {
  const { provider } = ethers;
  await provider.send('hardhat_setBalance', [account.address, ethers.toBeHex(10n ** 20n)]);
  const { chainId } = await provider.getNetwork();
  const nonce = await provider.getTransactionCount(account.address);
  const authorization = account.authorizeSync({
    address: code,
    chainId,
    nonce: BigInt(nonce) + 1n,
  });
  const signed = await account.signTransaction({
    type: 4,
    chainId,
    nonce,
    to: account.address,
    gasLimit: 200_000n,
    maxFeePerGas: 10n ** 11n,
    maxPriorityFeePerGas: 1n,
    authorizationList: [authorization],
  });
  await provider.send('eth_sendRawTransaction', [signed]);
  expect(await provider.getCode(account.address)).to.equal(ethers.concat(['0xef0100', code]));
}
