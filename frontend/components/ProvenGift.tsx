import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundGift } from '../../domain/giftAnswer.ts';
import type { Hex } from '../../domain/hex.ts';
import { cleanLine } from '../../domain/text.ts';
import type { CampaignView, EntryView } from '../../domain/views.ts';
import type { TraceView } from '../../domain/views/trace.ts';
import { NotFound } from '../lib/http.ts';
import { provenRange } from '../lib/receipt.ts';
import { useBatchEntry, usePartTrace, type EntryPart } from '../queries/reads.ts';
import { Failed } from './Failed.tsx';
import { Notice } from './Notice.tsx';

/** A small gift whose proof holds: the entry it is part of, and what became of it. */
export interface Proven {
  readonly gift: FoundGift;
  readonly entry: EntryView;
  /** Where it lies in the entry, as its proof shows. */
  readonly range: EntryPart;
  readonly campaign: CampaignView;
  readonly trace: TraceView;
}

interface Props {
  readonly gift: FoundGift;
  /** Of the receipt's key. */
  readonly address: Hex;
  readonly children: (proven: Proven) => ReactNode;
}

/** A gift of an anchored batch: nothing of it is shown before its proof leads to the entry's root. */
export function ProvenGift({ gift, address, children }: Props) {
  const { t } = useTranslation();
  const { scope, root, file } = gift;
  const entry = useBatchEntry(scope.campaign, root, scope.operator);
  if (entry.isError) {
    // A campaign that is not on this chain has no entries either.
    if (entry.error instanceof NotFound) return <NotYet reference={gift.reference} />;
    return <Failed error={entry.error} retry={() => void entry.refetch()} />;
  }
  if (entry.data === undefined) return <Skeleton height={260} radius="lg" />;
  if (entry.data === null) return <NotYet reference={gift.reference} />;
  const range = provenRange(gift, address, entry.data);
  if (range === null) {
    return (
      <Notice tone="bad" title={t('receipt.wrong.title')} live>
        <p>{t('receipt.wrong.gift')}</p>
      </Notice>
    );
  }
  return (
    <>
      {file !== 'kept' && (
        <Notice tone="warn" title={t(`receipt.file.${file}`)}>
          <p>{t('receipt.file.still')}</p>
        </Notice>
      )}
      <Traced gift={gift} entry={entry.data} range={range}>
        {children}
      </Traced>
    </>
  );
}

function NotYet({ reference }: { reference: string | null }) {
  const { t } = useTranslation();
  return (
    <Notice tone="info" title={t('receipt.notYet.title')}>
      <p>{t('receipt.notYet.body', { reference: cleanLine(reference ?? '') })}</p>
    </Notice>
  );
}

interface TracedProps extends Pick<Props, 'gift' | 'children'> {
  readonly entry: EntryView;
  readonly range: EntryPart;
}

function Traced({ gift, entry, range, children }: TracedProps) {
  const trace = usePartTrace(entry.campaign, entry.index, range);
  if (trace.isError) return <Failed error={trace.error} retry={() => void trace.refetch()} />;
  if (trace.data === undefined) return <Skeleton height={260} radius="lg" />;
  const campaign = trace.data.campaigns.find(({ id }) => id === entry.campaign);
  if (campaign === undefined) return <Failed error={new NotFound(entry.campaign)} />;
  return children({ gift, entry, range, campaign, trace: trace.data });
}
