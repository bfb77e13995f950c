import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CampaignView } from '../../domain/views.ts';
import { shortId } from '../../domain/shortHex.ts';
import { deliveredOf, paidOf, partsOf, passedInOf } from '../lib/standing.ts';
import { isOpenForGifts } from '../lib/life.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useNow } from '../lib/useNow.ts';
import { useObjectUrl } from '../lib/useObjectUrl.ts';
import { useMetadata, usePicture } from '../queries/documents.ts';
import { Hash } from './Hash.tsx';
import { Money } from './Money.tsx';
import { StackBar } from './StackBar.tsx';
import './CampaignCard.css';

/** A campaign in the list: its name, its figures, the bar, and the way to give. */
export function CampaignCard({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: words } = useMetadata(campaign.metadata);
  const { token } = campaign;
  const now = useNow();
  const open = isOpenForGifts(campaign, now);
  const name = words?.name[format.language];
  // Without these the four figures would not seem to add up.
  const others = [
    { words: t('common.kind.transfer'), units: passedInOf(campaign) },
    { words: t('common.proof.transferred'), units: BigInt(campaign.transferred) },
    { words: t('common.proof.settled'), units: BigInt(campaign.settled) },
  ].filter(({ units }) => units > 0n);
  return (
    <article className="card ccard">
      {words?.images?.[0] !== undefined && <Face cid={words.images[0]} />}
      <header>
        <h3 className="ccard-name" dir="auto">
          <Link to={`/campaign/${campaign.id}`}>{name ?? <code>{shortId(campaign.id)}</code>}</Link>
        </h3>
        <p className="soft small ccard-by">
          {words !== undefined
            ? t('campaign.by', { charity: words.charity.name[format.language] })
            : null}
          {words === undefined && <Hash value={campaign.charity} />}
        </p>
      </header>
      {words !== undefined && (
        <p className="ccard-summary" dir="auto">
          {words.summary[format.language]}
        </p>
      )}
      <dl className="ccard-figures figures">
        <div>
          <dt>{t('home.figures.given')}</dt>
          <dd>
            <Money units={campaign.given} token={token} />
          </dd>
        </div>
        <div>
          <dt>{t('home.figures.paid')}</dt>
          <dd>
            <Money units={paidOf(campaign)} token={token} />
          </dd>
        </div>
        <div>
          <dt>{t('home.figures.delivered')}</dt>
          <dd>
            <Money units={deliveredOf(campaign)} token={token} />
          </dd>
        </div>
        <div>
          <dt>{t('home.figures.escrow')}</dt>
          <dd>
            <Money units={campaign.escrow} token={token} />
          </dd>
        </div>
      </dl>
      {others.length > 0 && (
        <p className="soft small figures ccard-others">
          {others.map(({ words: what, units }) => (
            <span key={what}>
              {what} {format.money(units, token)}
            </span>
          ))}
        </p>
      )}
      <StackBar
        parts={partsOf(campaign)}
        token={token}
        label={t('campaign.where.title')}
        legend={false}
      />
      <footer className="ccard-foot">
        <span className="soft small figures ccard-when">
          <span>{t('home.gifts', { count: campaign.gifts })}</span> <span>{whenWords()}</span>
        </span>
        {!campaign.recognised && <Hash value={token.address} />}
        {campaign.recognised && open && (
          <Button component={Link} to={`/give/${campaign.id}`} size="sm">
            {t('home.give')}
          </Button>
        )}
      </footer>
    </article>
  );

  function whenWords(): string {
    if (campaign.state !== 'active') return t(`common.state.${campaign.state}`);
    if (campaign.terminal) return t('campaign.terminal');
    if (open) return t('home.until', { date: format.date(campaign.closes) });
    if (now < campaign.opens) return t('home.from', { date: format.date(campaign.opens) });
    return t('home.ended');
  }
}

/** The campaign's picture, checked against its name; decoration beside the name in words. */
function Face({ cid }: { cid: string }) {
  const { data } = usePicture(cid);
  const url = useObjectUrl(data ?? undefined);
  return <div className="ccard-face">{url !== undefined && <img src={url} alt="" />}</div>;
}
