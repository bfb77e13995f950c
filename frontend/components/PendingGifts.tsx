import { lazy, Suspense } from 'react';
import { useKept } from '../lib/kept.ts';

const PendingGift = lazy(() => import('./PendingGift.tsx'));

/** Gifts that were sent, and that the page at hand does not show itself: never lost. */
export function PendingGifts() {
  const gifts = useKept();
  return gifts.map((gift) => (
    <Suspense key={gift.id} fallback={null}>
      <PendingGift gift={gift} />
    </Suspense>
  ));
}
