import type { Page } from 'playwright-core';
import { giftAnswerJson, type FoundGift } from '../../domain/giftAnswer.ts';
import { promisedAnswer } from './giftAnswers.ts';
import type { Places } from './places.ts';
import type { Scene } from './scene.ts';

/** A code that stands for nothing, until a scene's gateway says otherwise. */
const FRESH = '0000-0000-0000-0000-0000-0000-000';

/** What the holder of a receipt code sees, and where such codes come from. */
export function ofSmallGifts({ receiptCode: code, smallGift }: Places): Scene[] {
  const now = Math.floor(Date.now() / 1000);
  const { scope } = smallGift;
  const waiting = promisedAnswer(scope, FRESH, now + 3_000);
  const late = promisedAnswer(scope, FRESH, now - 3_000);
  const [promise] = waiting.waiting;
  const unsigned = { ...waiting, waiting: [{ ...promise, reference: 'another' }] };
  const found = (...gifts: FoundGift[]) => giftAnswerJson({ gifts, waiting: [], unavailable: [] });
  const nobody = { gifts: [], waiting: [], unavailable: [smallGift.root] };
  const several = giftAnswerJson({ gifts: [smallGift, smallGift], waiting: [], unavailable: [] });
  const page = `/receipt#${code}`;
  return [
    { name: 'receipt', path: page },
    {
      name: 'receipt-small-sheet',
      path: page,
      screenOnly: true,
      act: async (shown: Page) => {
        await shown.locator('[data-opens=receipt]').click();
        await shown.locator('dialog[open] .qr').waitFor();
      },
    },
    { name: 'certificate-small', path: `/certificate#${code}` },
    {
      name: 'certificate-small-open',
      path: `/certificate#${code}`,
      act: (shown: Page) => shown.locator('input[name=withCode]').uncheck(),
    },
    { name: 'certificate-small-none', path: '/certificate' },
    { name: 'receipt-empty', path: '/receipt' },
    { name: 'receipt-mistyped', path: `/receipt#${code.replace(/(.)(.)-/, '$2$1-')}` },
    { name: 'receipt-unknown', path: `/receipt#${FRESH}` },
    { name: 'receipt-waiting', path: `/receipt#${FRESH}`, gifts: waiting },
    { name: 'receipt-late', path: `/receipt#${FRESH}`, gifts: late, alike: true },
    { name: 'receipt-unsigned', path: `/receipt#${FRESH}`, gifts: unsigned, alike: true },
    { name: 'receipt-several', path: page, gifts: several },
    { name: 'receipt-altered', path: page, gifts: found({ ...smallGift, file: 'altered' }) },
    { name: 'receipt-unavailable', path: page, gifts: nobody, alike: true },
    {
      name: 'receipt-wrong',
      path: page,
      gifts: found({ ...smallGift, amount: 1_400n }),
      alike: true,
    },
    { name: 'receipt-no-gateway', path: page, without: 'gateway' },
    { name: 'sandbox', path: '/sandbox' },
    { name: 'sandbox-paid', path: `/sandbox#${FRESH}`, gifts: waiting },
    { name: 'sandbox-anchored', path: `/sandbox#${code}` },
    { name: 'sandbox-no-gateway', path: '/sandbox', without: 'gateway' },
  ];
}
