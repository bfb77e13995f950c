/** Sends a batch's transaction, which is in the journal before it is anywhere else. */
import { toQuantity, Transaction, type Signer, type TransactionRequest } from 'ethers';
import { explainRejection } from '../deployment/contractErrors.ts';
import { mined } from '../deployment/mined.ts';
import { oneLine } from '../deployment/errors.ts';
import type { Hex } from '../../domain/hex.ts';
import type { ChainSide, RunToken } from './chainSide.ts';
import { AnchorError, answerOf, isRefusal } from './errors.ts';
import { writeJournal, type JournalBatch, type Run } from './journal.ts';

/** A node that has it already, or one of its like with the same nonce. */
const IN_ITS_WAY = /nonce|already known|already imported|underpriced|fee too low/i;

/**
 * Sends the batch's transaction after the ledger said that it would take it; sees to the operator's
 * balance and allowance first.
 * @param isAnew under a nonce of its own; else under the one in the journal, of which a chain takes one
 * @returns why it is unknown whether the node has it; null where it has
 * @throws AnchorError when the ledger refuses the batch, or the node its transaction
 */
export async function sendBatch(
  chain: ChainSide,
  run: Run,
  batch: JournalBatch,
  signer: Signer,
  token: RunToken,
  isAnew: boolean,
): Promise<string | null> {
  const { campaign, sum, count, root, dataDigest } = batch;
  const ledger = chain.ledger(signer);
  await chain.fund(signer, token, sum);
  const least = await allow(chain, signer, token, sum);
  try {
    await ledger.donateBatch.staticCall(campaign, sum, count, root, dataDigest);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw new AnchorError(
      `the ledger refuses the batch for campaign ${campaign}: ${explainRejection(error)}; if that stays so, give it up: npm run batch -- --give-up ${run.folder}`,
    );
  }
  // A node that is behind may not count the release yet.
  const fresh = isAnew ? Math.max(least, await signer.getNonce('pending')) : null;
  const nonce = fresh ?? batch.nonce;
  const donate = ledger.donateBatch;
  const call = await donate.populateTransaction(campaign, sum, count, root, dataDigest);
  const request = await signer.populateTransaction({ ...call, nonce });
  try {
    await signAndSend(chain, run, batch, signer, request);
    return null;
  } catch (error) {
    const answer = answerOf(error);
    if (IN_ITS_WAY.test(`${answer ?? ''} ${oneLine(error)}`)) return null;
    if (answer !== null) throw new AnchorError(`the transaction could not be sent: ${answer}`);
    return oneLine(error);
  }
}

/**
 * Signs, notes the hash, sends. Accounts that lie in a node, or in Hardhat's keystore, sign only what
 * they send at once: then the hash is noted as soon as it is known, and until then the nonce has
 * to do.
 */
async function signAndSend(
  chain: ChainSide,
  run: Run,
  batch: JournalBatch,
  signer: Signer,
  request: TransactionRequest,
): Promise<void> {
  const { provider } = chain.connection;
  const { to, data, gasLimit } = request;
  const nonce = Number(request.nonce);
  const noteHash = (hash: string) => batch.sent.push({ nonce, hash: hash.toLowerCase() as Hex });
  const signed = await signer.signTransaction(request).catch(() => null);
  batch.nonce = nonce;
  if (signed !== null) {
    const { hash, nonce: own, from } = Transaction.from(signed);
    const isOwn = from?.toLowerCase() === run.journal.operator && own === nonce;
    if (hash === null || !isOwn) throw new AnchorError('the signer signed something else');
    noteHash(hash);
    await writeJournal(run);
    await provider.send('eth_sendRawTransaction', [signed]);
    return;
  }
  await writeJournal(run);
  const { operator: from } = run.journal;
  const gas = typeof gasLimit === 'bigint' ? { gas: toQuantity(gasLimit) } : {};
  const wish = { from, to, data, nonce: toQuantity(nonce), ...gas };
  noteHash(String(await provider.send('eth_sendTransaction', [wish])));
  await writeJournal(run);
}

/**
 * Lets the ledger take exactly what the batch holds.
 * @returns the least nonce that is free after it
 */
async function allow(
  chain: ChainSide,
  signer: Signer,
  { address }: RunToken,
  sum: bigint,
): Promise<number> {
  const token = chain.token(address, signer);
  const allowed = await token.allowance(await signer.getAddress(), chain.ledgerAddress);
  if (allowed >= sum) return 0;
  const released = await token.approve(chain.ledgerAddress, sum);
  await mined(released);
  return released.nonce + 1;
}
