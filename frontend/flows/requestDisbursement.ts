import { ENUMS } from '../../domain/eventShape.ts';
import type { Hex } from '../../domain/hex.ts';
import type { CampaignView, CategoryView } from '../../domain/views.ts';
import { readContract } from 'wagmi/actions';
import { callOf, deskAt } from './call.ts';
import { rulesOf } from './desk.ts';
import { publishBundle } from './publish.ts';
import type { Flow } from './tools.ts';

/** What the charity asks for. */
export interface Wish {
  readonly category: CategoryView;
  /** Null for a transfer. */
  readonly payee: Hex | null;
  /** The campaign a transfer goes to; null for a payment. */
  readonly target: Hex | null;
  /** Who will confirm; null where nobody has to. */
  readonly recipient: Hex | null;
  /** In the token's smallest unit. */
  readonly amount: bigint;
  /** Unix seconds. */
  readonly deliverBy: number;
  readonly note: string;
  readonly files: readonly File[];
}

const ZERO_ADDRESS: Hex = `0x${'00'.repeat(20)}`;
const ZERO_WORD: Hex = `0x${'00'.repeat(32)}`;

/** The charity asks for a payment or a transfer: documents first, then the terms with their digest. */
export const requestDisbursement =
  (campaign: CampaignView, wish: Wish): Flow<{ number: number }> =>
  async ({ send, at, config }) => {
    const desk = deskAt(campaign.desk);
    at('upload');
    const { files, note } = wish;
    const hasDocuments = files.length > 0 || note !== '';
    const documents = hasDocuments
      ? await publishBundle({ files, note, noteName: 'request.txt' })
      : ZERO_WORD;
    at('check');
    const standing = await readContract(config, {
      ...desk,
      functionName: 'standingOf',
      args: [campaign.id],
    });
    const number = standing.requests;
    const terms = {
      campaign: campaign.id,
      number,
      payee: wish.payee ?? ZERO_ADDRESS,
      target: wish.target ?? ZERO_WORD,
      amount: wish.amount,
      category: ENUMS.category.indexOf(wish.category),
      deliverBy: wish.deliverBy,
      documents,
      recipient: wish.recipient ?? '0x',
    } as const;
    await send(callOf(desk, 'request', [rulesOf(campaign), terms]));
    return { number };
  };
