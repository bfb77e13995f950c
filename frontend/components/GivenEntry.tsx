import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CampaignView, EntryView } from '../../domain/views.ts';
import { claim } from '../flows/claim.ts';
import { useAccount } from '../lib/account.ts';
import { claimUntil } from '../lib/life.ts';
import { refundable } from '../lib/refund.ts';
import { partsOfSlices } from '../lib/slices.ts';
import { useSheet } from '../lib/sheetHost.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useNow } from '../lib/useNow.ts';
import { useTrace } from '../queries/reads.ts';
import { ActionSheet } from './ActionSheet.tsx';
import { CampaignName } from './CampaignName.tsx';
import { Money } from './Money.tsx';
import { NeedAccount } from './NeedAccount.tsx';
import { Notice } from './Notice.tsx';
import { StackBar } from './StackBar.tsx';
import { Who } from './Who.tsx';

interface Props {
  readonly entry: EntryView;
  readonly campaign: CampaignView;
}

/** One gift in the list: how far it has come, and the refund where there is one. */
export function GivenEntry({ entry, campaign }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const trace = useTrace(entry.campaign, entry.index);
  const { token } = campaign;
  const units = BigInt(entry.end) - BigInt(entry.start);
  return (
    <article className="card stack-s" data-entry={`${entry.campaign}:${entry.index}`}>
      <header>
        <h2>
          <Link to={`/campaign/${campaign.id}`}>
            <CampaignName campaign={campaign} />
          </Link>
        </h2>
        <p className="row row-apart given-sum">
          <strong>
            <Money units={units} token={token} />
          </strong>
          <span className="soft small">
            {t(`common.kind.${entry.kind}`)} · {format.date(entry.at.timestamp)}
          </span>
        </p>
      </header>
      {trace.data !== undefined && (
        <StackBar
          parts={partsOfSlices(trace.data.slices)}
          token={token}
          label={t('follow.summary.label')}
        />
      )}
      <Refund entry={entry} campaign={campaign} />
      <div>
        <Button
          component={Link}
          variant="default"
          size="sm"
          to={`/follow/${entry.campaign}/${entry.index}`}
        >
          {t('give.done.follow')}
        </Button>
      </div>
    </article>
  );
}

/** What was left of a gift to a campaign that was given up: claimed, moved on, or waiting. */
function Refund({ entry, campaign }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const show = useSheet();
  const account = useAccount();
  const { token } = campaign;
  if (campaign.state !== 'cancelled') return null;
  const { settled } = entry;
  if (settled !== null) {
    const amount = format.money(BigInt(settled.end) - BigInt(settled.start), token);
    const date = format.date(settled.at.timestamp);
    return (
      <p className="small soft">
        {settled.giver === null
          ? t('giver.refund.moved', { amount, date })
          : t('giver.refund.taken', { amount, date })}
      </p>
    );
  }
  const left = refundable(entry, campaign);
  if (left === 0n) return null;
  const amount = format.money(left, token);
  const until = claimUntil(campaign);
  const date = format.date(until);
  const isOpen = now < until;
  const isOwn = account === entry.giver;
  const action = t(
    !isOpen ? 'giver.refund.push' : isOwn ? 'giver.refund.claim' : 'giver.refund.settle',
    { amount },
  );
  return (
    <Notice tone="warn" title={t('giver.refund.body', { amount })}>
      <p>
        {t(isOpen ? 'giver.refund.until' : 'giver.refund.over', { date })}
        {isOpen && !isOwn && (
          <>
            {t('common.gap')}
            {t('giver.refund.forAnother')}
          </>
        )}
      </p>
      <Button
        size="sm"
        variant={isOpen ? 'filled' : 'default'}
        onClick={() =>
          show((close) => (
            <ClaimSheet {...{ entry, campaign, amount, action, isOpen }} onClose={close} />
          ))
        }
      >
        {action}
      </Button>
    </Notice>
  );
}

function ClaimSheet({
  entry,
  campaign,
  amount,
  action,
  isOpen,
  onClose,
}: Props & { amount: string; action: string; isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const account = useAccount();
  const [before, after] = t('giver.refund.moving', { amount, who: '\u0000' }).split('\u0000');
  return (
    <ActionSheet
      title={t(isOpen ? 'giver.refund.confirm' : 'giver.refund.pushTitle')}
      action={action}
      flow={account === null ? null : claim(campaign, entry)}
      onClose={onClose}
    >
      {isOpen ? (
        <p>
          {before}
          <Who address={entry.giver} />
          {after}
        </p>
      ) : (
        <p>{t('giver.refund.pushing', { amount })}</p>
      )}
      <p className="small soft">{t('giver.refund.explain')}</p>
      {account === null && <NeedAccount />}
    </ActionSheet>
  );
}
