import { Skeleton } from '@mantine/core';
import { Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { PartCrash } from './PartCrash.tsx';

/** How far below the screen something is fetched already while the visitor scrolls, so as not to wait. */
const AHEAD = '600px';

/** Kept free for it meanwhile, in CSS pixels. */
const ROOM = 320;

/**
 * Draws what lies further down, and fetches its code, when the visitor gets near to it. Until the
 * first scrolling only what is on the screen counts: a page whose data has not come yet is short, and
 * everything would be near.
 */
export function WhenSeen({ children }: { readonly children: ReactNode }) {
  const [near, setNear] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (near || element === null) return;
    const watch = (rootMargin: string): IntersectionObserver => {
      const observer = new IntersectionObserver(
        (seen) => {
          if (seen.some(({ isIntersecting }) => isIntersecting)) setNear(true);
        },
        { rootMargin },
      );
      observer.observe(element);
      return observer;
    };
    let watching = watch('0px');
    const lookAhead = (): void => {
      watching.disconnect();
      watching = watch(AHEAD);
    };
    addEventListener('scroll', lookAhead, { once: true, passive: true });
    return () => {
      removeEventListener('scroll', lookAhead);
      watching.disconnect();
    };
  }, [near]);
  return (
    <div ref={place} className="stack">
      {near ? (
        <PartCrash>
          <Suspense fallback={<Skeleton height={ROOM} radius="lg" />}>{children}</Suspense>
        </PartCrash>
      ) : (
        <svg height={ROOM} aria-hidden="true" />
      )}
    </div>
  );
}
