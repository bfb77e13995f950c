import { Skeleton } from '@mantine/core';
import { Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { PartCrash } from './PartCrash.tsx';

/** How far below the screen something is fetched already, so that scrolling does not wait for it. */
const AHEAD = '600px';

/** Kept free for it meanwhile, in CSS pixels. */
const ROOM = 320;

interface Props {
  readonly children: ReactNode;
  /** How far below the screen it begins to be fetched, as a CSS length. */
  readonly ahead?: string;
}

/** Draws what lies further down, and fetches its code, when the visitor gets near to it. */
export function WhenSeen({ children, ahead = AHEAD }: Props) {
  const [near, setNear] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const watch = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) setNear(true);
      },
      { rootMargin: ahead },
    );
    watch.observe(element);
    return () => watch.disconnect();
  }, [ahead]);
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
