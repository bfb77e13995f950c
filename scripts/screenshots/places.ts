import { z } from 'zod';
import type { FoundGift } from '../../domain/giftAnswer.ts';
import type { CampaignView, DisbursementView, EntryView } from '../../domain/views.ts';
import { demoReceiptCode } from '../demo/batches.ts';
import { XIAO_HE } from '../demo/story/twoHours.ts';
import { ScreenshotError } from './errors.ts';
import { giftAnswerOf } from './giftAnswers.ts';

const PATIENCE = 10_000;

const configSchema = z.object({
  rpcUrl: z.string().url(),
  indexerUrl: z.string().url(),
  gatewayUrl: z.string().url(),
  demo: z.object({
    people: z.array(
      z.object({ address: z.string(), role: z.string(), name: z.object({ en: z.string() }) }),
    ),
  }),
});

/** Somebody of the demo story. */
export interface Person {
  readonly name: string;
  readonly address: string;
  readonly role: string;
}

/** What a running product has to show: its people, campaigns, payments, and everybody's gifts. */
export interface Places {
  readonly app: string;
  readonly indexer: string;
  readonly gateway: string;
  readonly rpc: string;
  readonly people: readonly Person[];
  readonly campaigns: readonly CampaignView[];
  readonly payments: readonly DisbursementView[];
  /** The latest gift of each donor who gave. */
  readonly gifts: readonly { readonly person: Person; readonly entry: EntryView }[];
  readonly batch: EntryView | undefined;
  /** The story's smallest gift, and its code. */
  readonly receiptCode: string;
  readonly smallGift: FoundGift;
}

/**
 * Asks a running product what there is.
 * @param app its address, without a slash at the end
 * @throws ScreenshotError when it does not answer, or tells no demo story
 */
export async function readPlaces(app: string): Promise<Places> {
  const config = configSchema.safeParse(await getJson(`${app}/config.json`));
  if (!config.success) throw new ScreenshotError(`${app} is no product with a demo story`);
  const { indexerUrl: indexer, gatewayUrl: gateway, rpcUrl: rpc, demo } = config.data;
  const people = demo.people.map(({ name, ...rest }) => ({ ...rest, name: name.en }));
  // The read API's shapes are our own; the pages that are shown parse them again.
  const read = async <T>(path: string) => (await getJson(`${indexer}/api${path}`)) as T;
  const campaigns = await read<CampaignView[]>('/campaigns?limit=100');
  const payments = await Promise.all(
    campaigns.map(({ id }) => read<DisbursementView[]>(`/campaigns/${id}/disbursements`)),
  );
  const donors = people.filter(({ role }) => role === 'donor');
  const gifts = await Promise.all(
    donors.map(async (person) => {
      const [entry] = await read<EntryView[]>(`/givers/${person.address}`);
      return entry === undefined ? [] : [{ person, entry }];
    }),
  );
  const entries = await Promise.all(
    campaigns.map(({ id }) => read<EntryView[]>(`/campaigns/${id}/entries?limit=500`)),
  );
  const batch = entries.flat().find(({ kind }) => kind === 'batch');
  const receiptCode = demoReceiptCode(XIAO_HE);
  const [smallGift] = (await giftAnswerOf(gateway, receiptCode)).gifts;
  if (smallGift === undefined) throw new ScreenshotError(`${gateway} has no small gift`);
  return {
    ...{ receiptCode, smallGift },
    ...{ app, indexer, gateway, rpc, people, campaigns, batch },
    payments: payments.flat(),
    gifts: gifts.flat(),
  };
}

async function getJson(url: string): Promise<unknown> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return await answer.json();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ScreenshotError(`${url} does not answer (${why}); is the product running there?`);
  }
}
