import { lazy, Suspense } from 'react';
import { wantTexts } from '../i18n/index.ts';
import { useHandedIn } from '../lib/handedIn.ts';
import { useKept } from '../lib/kept.ts';

const PendingGift = lazy(() => import('./PendingGift.tsx'));
/** Comes with its texts, which the first pages do not need. */
const HandedInGift = lazy(async () => {
  const [gift] = await Promise.all([import('./HandedInGift.tsx'), wantTexts('more')]);
  return gift;
});

/** Gifts that were sent, and that the page at hand does not show itself: never lost. */
export function PendingGifts() {
  const gifts = useKept();
  const handedIn = useHandedIn();
  return (
    <>
      {gifts.map((gift) => (
        <Suspense key={gift.id} fallback={null}>
          <PendingGift gift={gift} />
        </Suspense>
      ))}
      {handedIn.map((gift) => (
        <Suspense key={gift.nonce} fallback={null}>
          <HandedInGift gift={gift} />
        </Suspense>
      ))}
    </>
  );
}
