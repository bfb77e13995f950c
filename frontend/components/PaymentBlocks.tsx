import { useTranslation } from 'react-i18next';
import type { BlockView, TokenView } from '../../domain/views.ts';
import { useFormat } from '../lib/useFormat.ts';
import { WarnIcon } from './icons.tsx';

interface Props {
  readonly blocks: readonly BlockView[];
  readonly token: TokenView;
}

/** Why an approved payment cannot be made now, one sentence for each reason. */
export function PaymentBlocks({ blocks, token }: Props) {
  return (
    <ul className="plain payment-blocks">
      {blocks.map((block) => (
        <li key={block.reason} data-block={block.reason}>
          <WarnIcon size={16} />
          <Sentence block={block} token={token} />
        </li>
      ))}
    </ul>
  );
}

function Sentence({ block, token }: { block: BlockView; token: TokenView }) {
  const { t } = useTranslation();
  const format = useFormat();
  switch (block.reason) {
    case 'challenge':
    case 'paused':
      return t(`campaign.blocks.${block.reason}`, { time: format.dateTime(block.until) });
    case 'lapsed':
    case 'reportOverdue':
      return t(`campaign.blocks.${block.reason}`, { time: format.dateTime(block.since) });
    case 'deliveryOverdue':
    case 'disputed':
      return t(`campaign.blocks.${block.reason}`, { count: block.payments });
    case 'exposure':
    case 'management':
    case 'escrow':
      return t(`campaign.blocks.${block.reason}`, { amount: format.money(block.room, token) });
    default:
      return t(`campaign.blocks.${block.reason}`);
  }
}
