import { createPublicClient, createTestClient, createWalletClient, http } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import type { CampaignView, DisbursementView } from '../../domain/views.ts';
import { approve } from '../flows/approve.ts';
import { attest } from '../flows/attest.ts';
import { withErrors } from '../flows/call.ts';
import { confirmDelivery } from '../flows/confirmDelivery.ts';
import { FlowError } from '../flows/errors.ts';
import { handInAndWait } from '../flows/handIn.ts';
import { pay } from '../flows/pay.ts';
import { publishReport } from '../flows/publishReport.ts';
import { requestDisbursement } from '../flows/requestDisbursement.ts';
import { ruleOn } from '../flows/ruleOn.ts';
import { inWords, submitEvidence } from '../flows/submitEvidence.ts';
import type { Flow, Tools } from '../flows/tools.ts';
import { personOf } from '../lib/account.ts';
import { walletConfig } from '../lib/wallet.ts';
import type { Act } from './plan.ts';

/** What an act is about. */
export interface Scene {
  readonly campaign: CampaignView;
  /** Null where the act is to ask for a new one. */
  readonly disbursement: DisbursementView | null;
  /** An earlier payment that a new one resembles. */
  readonly model: DisbursementView | null;
}

/** Words that go along with what is published, in the visitor's language. */
export interface Lines {
  readonly request: string;
  readonly evidence: string;
  readonly report: string;
}

/** Unix seconds; `now` may be ahead of the visitor's clock, as the chain may. */
interface Clock {
  readonly now: number;
}

const MONTH = 30 * 86_400;
/** Milliseconds that the local relay has to bring something into a block. */
const RELAY_MS = 30_000;
/** What a new payment asks for, at most, in whole tokens: small enough to be played again. */
const ASKED = 50n;

/**
 * Plays an act for real: sends what its person would send, with the person's own key.
 * @returns the block that holds it
 * @throws FlowError, ServiceError and what viem throws; see `troubleOf`
 */
export async function play(act: Act, scene: Scene, lines: Lines, { now }: Clock): Promise<number> {
  if (act.kind === 'time') return letPass(act.until - now + 1);
  if (!('by' in act)) return 0;
  const person = personOf(act.by);
  if (person === undefined) throw new FlowError({ kind: 'noWallet' });
  let block = 0;
  const tools = toolsOf(person.key, (mined) => {
    block = mined;
  });
  await flowOf(act.kind, scene, lines, now)(tools);
  return block;
}

function flowOf(
  kind: Extract<Act, { by: unknown }>['kind'],
  { campaign, disbursement, model }: Scene,
  lines: Lines,
  now: number,
): Flow<unknown> {
  if (kind === 'report') return publishReport(campaign, lines.report, []);
  if (disbursement === null) return ask(campaign, model, lines.request, now);
  const subject = { campaign, disbursement };
  const { terms, returned, evidence } = disbursement;
  // Its newest evidence is what recipient and auditors sign; the acts follow evidence only.
  const digest = evidence.at(-1)?.digest ?? terms.documents;
  switch (kind) {
    case 'approve':
      return approve(subject);
    case 'pay':
      return pay(subject);
    case 'evidence':
      return submitEvidence(subject, inWords(lines.evidence));
    case 'confirm':
      return confirmDelivery(subject, digest, BigInt(terms.amount) - BigInt(returned));
    case 'attest':
      return attest(subject, digest);
    case 'resolve':
      return ruleOn(subject, 'resolve');
    case 'request':
      return ask(campaign, model, lines.request, now);
  }
}

/** Asks for a payment like an earlier one, as large as escrow allows. */
function ask(
  campaign: CampaignView,
  model: DisbursementView | null,
  note: string,
  now: number,
): Flow<unknown> {
  if (model === null) throw new FlowError({ kind: 'reverted' });
  const { payee, recipient, category } = model.terms;
  const most = ASKED * 10n ** BigInt(campaign.token.decimals);
  const escrow = BigInt(campaign.escrow);
  return requestDisbursement(campaign, {
    category,
    payee,
    target: null,
    recipient,
    amount: escrow < most ? escrow : most,
    deliverBy: now + MONTH,
    note,
    files: [],
  });
}

function chainOf() {
  const { chains } = walletConfig();
  const [chain] = chains;
  return { chain, transport: http(chain.rpcUrls.default.http[0]) };
}

/** Lets time pass on the local chain, in seconds; returns the block that has the new time. */
async function letPass(seconds: number): Promise<number> {
  const { chain, transport } = chainOf();
  const client = createTestClient({ mode: 'anvil', chain, transport });
  await client.increaseTime({ seconds });
  await client.mine({ blocks: 1 });
  return Number(await createPublicClient({ chain, transport }).getBlockNumber({ cacheTime: 0 }));
}

/** The tools with which a person of the story acts, whoever the visitor is. */
function toolsOf(key: `0x${string}`, mined: (block: number) => void): Tools {
  const { chain, transport } = chainOf();
  const account = privateKeyToAccount(key);
  const reader = createPublicClient({ chain, transport, pollingInterval: 250 });
  const wallet = createWalletClient({ account, chain, transport });
  return {
    account: account.address.toLowerCase() as `0x${string}`,
    config: walletConfig(),
    at: () => undefined,
    declined: () => undefined,
    signTypedData: (data) => account.signTypedData(data),
    async handIn(request) {
      const hash = await handInAndWait(request, () => undefined, Date.now() + RELAY_MS);
      const receipt = await reader.waitForTransactionReceipt({ hash });
      mined(Number(receipt.blockNumber));
      return receipt;
    },
    async send(wanted) {
      const call = withErrors(wanted);
      await reader.simulateContract({ ...call, account });
      const hash = await wallet.writeContract(call);
      const receipt = await reader.waitForTransactionReceipt({ hash });
      if (receipt.status !== 'success') throw new FlowError({ kind: 'reverted' });
      mined(Number(receipt.blockNumber));
      return receipt;
    },
  };
}
