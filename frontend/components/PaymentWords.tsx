import type { Hex } from '../../domain/hex.ts';
import { useManifest } from '../queries/documents.ts';

/** What a payment is for, in the words of whoever asked for it; nothing where none were checked. */
export function PaymentWords({ digest }: { digest: Hex }) {
  const note = useManifest(digest).data?.note;
  if (note === undefined) return null;
  return (
    <p className="task-words" dir="auto">
      {note}
    </p>
  );
}
