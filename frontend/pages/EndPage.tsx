import { Button, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CampaignView } from '../../domain/views.ts';
import { shortId } from '../../domain/shortHex.ts';
import { WalletScope } from '../app/WalletScope.tsx';
import { GiveUpSheet, MotionSheet } from '../components/actions/MotionSheet.tsx';
import { CampaignName } from '../components/CampaignName.tsx';
import { CancelFigures, CloseFigures } from '../components/EndingFigures.tsx';
import { Failed } from '../components/Failed.tsx';
import { Missing } from '../components/Missing.tsx';
import { Notice } from '../components/Notice.tsx';
import { useAccount } from '../lib/account.ts';
import { isEndable } from '../lib/life.ts';
import { useWordParam } from '../lib/params.ts';
import { useSheet } from '../lib/sheetHost.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useNow } from '../lib/useNow.ts';
import { useTitle } from '../lib/useTitle.ts';
import { useMetadata } from '../queries/documents.ts';
import { useCampaign } from '../queries/reads.ts';
import './EndPage.css';

/** What becomes of a campaign's money if it is finished or given up, and the way to do either. */
export default function EndPage() {
  const { t } = useTranslation();
  useTitle(t('charity.ending.title'));
  const id = useWordParam('id');
  return id === null ? <Missing /> : <Loaded id={id} />;
}

function Loaded({ id }: { id: CampaignView['id'] }) {
  const { t } = useTranslation();
  const campaign = useCampaign(id);
  if (campaign.isError) {
    return <Failed error={campaign.error} retry={() => void campaign.refetch()} />;
  }
  if (campaign.data === undefined) return <Skeleton height={420} radius="lg" />;
  const { state, terminal } = campaign.data;
  return (
    <div className="narrow stack">
      <header className="stack-s">
        <p className="small">
          <Link to={`/campaign/${id}`}>
            <CampaignName campaign={campaign.data} />
          </Link>
        </p>
        <h1>{t('charity.ending.title')}</h1>
        <p className="soft">{t('charity.ending.lead')}</p>
      </header>
      {terminal && <Notice tone="info">{t('campaign.terminalNote')}</Notice>}
      {state !== 'active' && <Notice tone="info">{t(`common.state.${state}`)}</Notice>}
      {state === 'active' && !terminal && (
        <WalletScope>
          <Close campaign={campaign.data} />
          <Cancel campaign={campaign.data} />
        </WalletScope>
      )}
    </div>
  );
}

interface Props {
  readonly campaign: CampaignView;
}

function Close({ campaign }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const account = useAccount();
  const { exposed, token, threshold, disputes, auditors } = campaign;
  const isUnproven = BigInt(exposed) > 0n;
  return (
    <section className="card stack" aria-labelledby="close">
      <h2 id="close">{t('charity.ending.close.title')}</h2>
      <p>{t('charity.ending.close.body', { count: threshold })}</p>
      <CloseFigures campaign={campaign} />
      {isUnproven && (
        <Notice tone="info">
          {t('charity.ending.close.unproven', { amount: format.money(exposed, token) })}
        </Notice>
      )}
      {disputes > 0 && <Notice tone="info">{t('charity.ending.close.doubts')}</Notice>}
      {account !== null && auditors.includes(account) && (
        <Motion campaign={campaign} motion="close" disabled={isUnproven || disputes > 0} />
      )}
    </section>
  );
}

function Cancel({ campaign }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const account = useAccount();
  const show = useSheet();
  const now = useNow();
  const name = useNameOf(campaign);
  const { claimWindow, charity, auditors } = campaign;
  const mayGiveUp = account !== null && (account === charity || isEndable(campaign, now));
  return (
    <section className="card stack" aria-labelledby="cancel">
      <h2 id="cancel">{t('charity.ending.cancel.title')}</h2>
      <p>{t('charity.ending.cancel.body', { duration: format.duration(claimWindow) })}</p>
      <CancelFigures campaign={campaign} />
      {mayGiveUp && (
        <div>
          <Button
            variant="default"
            data-opens="giveUp"
            onClick={() =>
              show((close) => <GiveUpSheet campaign={campaign} name={name} onClose={close} />)
            }
          >
            {t('desk.cancel.action')}
          </Button>
        </div>
      )}
      {account !== null && auditors.includes(account) && (
        <Motion campaign={campaign} motion="cancel" />
      )}
    </section>
  );
}

function Motion({
  campaign,
  motion,
  disabled = false,
}: Props & { motion: 'close' | 'cancel'; disabled?: boolean }) {
  const { t } = useTranslation();
  const show = useSheet();
  const name = useNameOf(campaign);
  return (
    <div>
      <Button
        variant="default"
        data-opens={motion}
        disabled={disabled}
        onClick={() => show((onClose) => <MotionSheet {...{ campaign, motion, name, onClose }} />)}
      >
        {t(`desk.motion.${motion}`)}
      </Button>
    </div>
  );
}

/** What has to be typed: the campaign's name, or the beginning of its id where the words are missing. */
function useNameOf({ metadata, id }: CampaignView): string {
  const { language } = useFormat();
  const { data } = useMetadata(metadata);
  return data?.name[language] ?? shortId(id);
}
