import { expect } from 'chai';
import { Wallet } from 'ethers';
import type {
  DeafWallet,
  GuardedToken,
  LibHarness,
  OwnedWallet,
} from '../../typechain-types/index.ts';
import { digest, ethers, loadFixture, NOBODY } from './support/chain.ts';
import { delegateCode } from './support/delegation.ts';
import { deploy } from './support/deploy.ts';
import { otherForms } from './support/signatures.ts';

const MESSAGE = digest('message');
const KEY = new Wallet(digest('key'));

async function deployHarness(): Promise<LibHarness> {
  return deploy<LibHarness>('LibHarness');
}

describe('SignatureLib', () => {
  const signature = KEY.signingKey.sign(MESSAGE).serialized;
  const isSignedBy = async (signer: string, given = signature) =>
    (await loadFixture(deployHarness)).isSignedBy(signer, MESSAGE, given);

  it('given a plain key when it signed it counts, for that key alone', async () => {
    expect(await isSignedBy(KEY.address)).to.equal(true);
    expect(await isSignedBy(new Wallet(digest('other key')).address)).to.equal(false);
  });

  it('given nobody as signer when anything is signed it never counts', async () => {
    for (const given of [signature, '0x', '0x' + '00'.repeat(65)]) {
      expect(await isSignedBy(NOBODY, given)).to.equal(false);
    }
  });

  it('P6 given other forms of a signature when they are checked they do not count', async () => {
    const { high, compact } = otherForms(signature);
    const wrongV = ethers.concat([ethers.dataSlice(signature, 0, 64), '0x1d']);
    for (const given of [high, compact, wrongV, ethers.concat([signature, '0x00']), '0x']) {
      expect(await isSignedBy(KEY.address, given)).to.equal(false);
    }
  });

  it('given contracts when they are asked only the right answer counts (ERC-1271)', async () => {
    const harness = await loadFixture(deployHarness);
    const wallet = await deploy<OwnedWallet>('OwnedWallet', KEY.address);
    const foreign = await deploy<OwnedWallet>('OwnedWallet', NOBODY);
    const deaf = await deploy<DeafWallet>('DeafWallet');
    const token = await deploy<GuardedToken>('GuardedToken');
    const asks = async (contract: { getAddress(): Promise<string> }) =>
      harness.isSignedBy(await contract.getAddress(), MESSAGE, signature);
    expect(await asks(wallet)).to.equal(true);
    for (const contract of [foreign, deaf, token]) expect(await asks(contract)).to.equal(false);
  });

  it('given a delegated account when its key signed it counts, whatever its code says (EIP-7702)', async () => {
    const harness = await loadFixture(deployHarness);
    await delegateCode(KEY, await (await deploy<DeafWallet>('DeafWallet')).getAddress());
    expect(await harness.isSignedBy(KEY.address, MESSAGE, signature)).to.equal(true);
    const other = new Wallet(digest('other key')).signingKey.sign(MESSAGE).serialized;
    expect(await harness.isSignedBy(KEY.address, MESSAGE, other)).to.equal(false);
  });
});
