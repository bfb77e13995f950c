import { expect } from 'chai';
import { DeploymentError } from '../../scripts/deployment/errors.ts';
import { mined } from '../../scripts/deployment/mined.ts';
import { startAnvil, type Anvil } from '../indexer/support/anvil.ts';

describe('waiting for a block', () => {
  let anvil: Anvil;

  before(async () => {
    anvil = await startAnvil();
    await anvil.provider.send('evm_setAutomine', [false]);
  });
  after(() => anvil.stop());

  const send = async (to: string, data = '0x') =>
    (await anvil.provider.getSigner(0)).sendTransaction({ to, data, gasLimit: 100_000 });

  it('given a block that comes late, when it is there, it gives the receipt', async () => {
    const sent = await send(`0x${'11'.repeat(20)}`);
    const waiting = mined(sent);
    setTimeout(() => void anvil.provider.send('evm_mine', []), 300);
    expect((await waiting).hash).to.equal(sent.hash);
  });

  it('given no block at all, when the time is over, it says which transaction waits', async () => {
    const sent = await send(`0x${'22'.repeat(20)}`);
    const told = await mined(sent, 200).catch((error: unknown) => error);
    expect(told).to.be.instanceOf(DeploymentError);
    expect(String(told)).to.include(sent.hash);
    await anvil.provider.send('evm_mine', []);
  });

  it('given a call that the chain refuses, when it is mined, it is told as refused', async () => {
    // A contract whose every call ends in a revert.
    const refuser = `0x${'33'.repeat(20)}`;
    await anvil.provider.send('anvil_setCode', [refuser, '0x5f5ffd']);
    const sent = await send(refuser, '0x01');
    await anvil.provider.send('evm_mine', []);
    const told = await mined(sent).catch((error: unknown) => error);
    expect(told).to.have.property('code', 'CALL_EXCEPTION');
  });
});
