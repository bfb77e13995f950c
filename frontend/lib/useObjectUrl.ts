import { useEffect, useState } from 'react';

/** An address for bytes at hand: a checked picture is shown from the very bytes that were checked. */
export function useObjectUrl(blob: Blob | undefined): string | undefined {
  const [made, setMade] = useState<{ readonly blob: Blob; readonly url: string }>();
  useEffect(() => {
    if (blob === undefined) return;
    const url = URL.createObjectURL(blob);
    // Not at once: the address is made outside React, which then draws with it.
    queueMicrotask(() => setMade({ blob, url }));
    return () => URL.revokeObjectURL(url);
  }, [blob]);
  return made?.blob === blob ? made?.url : undefined;
}
