import { useTranslation } from 'react-i18next';
import type { FoundGift } from '../../domain/giftAnswer.ts';
import { overlap } from '../../domain/line.ts';
import type { RefundHead } from '../../domain/refundList.ts';
import type { EntryView, TokenView } from '../../domain/views.ts';
import { useFormat } from '../lib/useFormat.ts';
import type { EntryPart } from '../queries/reads.ts';
import { useRefund } from '../queries/receipt.ts';
import { Notice } from './Notice.tsx';

interface Props {
  readonly gift: FoundGift;
  readonly entry: EntryView;
  /** The gift's place, from the batch's first unit. */
  readonly range: EntryPart;
  readonly token: TokenView;
}

/** Where a cancelled campaign's money went back to the operator: whether it says that it passed it on. */
export function RefundNotice({ gift, entry, range, token }: Props) {
  const { settled } = entry;
  if (settled === null || settled.giver === null) return null;
  const from = BigInt(entry.start);
  const back = { start: BigInt(settled.start), end: BigInt(settled.end) };
  const own = overlap(from + range.start, from + range.end, back.start, back.end);
  if (own.end === own.start) return null;
  const head = { ...gift.scope, entry: entry.index, root: gift.root, ...back };
  return <Word head={head} index={gift.proof.index} amount={own.end - own.start} token={token} />;
}

interface WordProps {
  readonly head: RefundHead;
  readonly index: number;
  readonly amount: bigint;
  readonly token: TokenView;
}

function Word({ head, index, amount, token }: WordProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const word = useRefund(head, index, amount);
  const title = t('receipt.refund.title', { amount: format.money(amount, token) });
  if (word.isError) {
    return (
      <Notice tone="info" title={title}>
        <p>{t('receipt.refund.down')}</p>
      </Notice>
    );
  }
  switch (word.data?.state) {
    case undefined:
      return null;
    case 'paid':
      return (
        <Notice tone="good" title={title}>
          <p>{t('receipt.refund.paid', { day: word.data.day })}</p>
        </Notice>
      );
    case 'owed':
      return (
        <Notice tone="info" title={title}>
          <p>{t('receipt.refund.owed', { when: format.dateTime(word.data.at) })}</p>
        </Notice>
      );
    case 'silent':
      return (
        <Notice tone="info" title={title}>
          <p>{t('receipt.refund.silent')}</p>
        </Notice>
      );
    case 'wrong':
      return (
        <Notice tone="bad" title={title}>
          <p>{t('receipt.refund.wrong')}</p>
        </Notice>
      );
  }
}
