import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { receiptFragment } from '../../../domain/receiptFragment.ts';
import { cleanLine } from '../../../domain/text.ts';
import { saveCodes } from '../../lib/provider/saveCodes.ts';
import { keptOf, totalOf, type Run, type RunGift } from '../../lib/provider/run.ts';
import type { Runs } from '../../lib/provider/useRuns.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { CampaignLink } from '../CampaignLink.tsx';
import { CopyButton } from '../CopyButton.tsx';
import { Notice } from '../Notice.tsx';
import { Sure } from './Sure.tsx';

interface Props {
  readonly run: Run;
  readonly store: Runs;
}

/** Codes shown on the page; all of them are in the file. */
const SHOWN = { first: 5, most: 200 };

/** An import that is anchored: its entries, a gift to follow, and the codes to hand out. */
export function RunDone({ run, store }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { token, codes } = run;
  const batches = keptOf(run);
  const gifts = batches.reduce((count, batch) => count + batch.count, 0);
  const one = codes?.gifts.find(({ code }) => code !== '');
  return (
    <section className="card stack" aria-labelledby="done" data-anchored-run={run.id}>
      <Notice
        tone="good"
        title={
          <span id="done">
            {t('charity.import.done.title', {
              count: gifts,
              amount: format.money(totalOf(run), token),
            })}
          </span>
        }
        live
      />
      <ul className="plain stack-s">
        {batches.map(({ campaign, count, sum, anchored }) =>
          anchored === null ? null : (
            <li key={`${campaign}${anchored.entry}`} className="row row-apart">
              <CampaignLink id={campaign} />
              <Link to={`/follow/${campaign}/${anchored.entry}`} data-entry={anchored.entry}>
                {t('charity.import.done.entry', { count, amount: format.money(sum, token) })}
              </Link>
            </li>
          ),
        )}
      </ul>
      {one !== undefined && (
        <div>
          <Button component={Link} to={linkOf(one)} data-follow="one">
            {t('charity.import.done.follow', { reference: cleanLine(one.reference) })}
          </Button>
        </div>
      )}
      {codes !== null && (
        <>
          <Codes gifts={codes.gifts} token={token} />
          <p className="small soft">{t('charity.import.done.kept')}</p>
          <div className="row">
            <Button variant="default" onClick={() => saveCodes(run)}>
              {t('charity.import.done.saveAgain')}
            </Button>
            <Sure
              label={t('charity.import.done.remove')}
              sure={t('charity.import.done.removeSure')}
              onSure={() => void store.save({ ...run, codes: null })}
            />
          </div>
        </>
      )}
    </section>
  );
}

const linkOf = ({ code, reference }: RunGift) => `/receipt#${receiptFragment(code, reference)}`;

function Codes({ gifts, token }: { gifts: readonly RunGift[]; token: Run['token'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const shown = gifts.slice(0, all ? SHOWN.most : SHOWN.first);
  return (
    <div className="stack-s">
      <h3>{t('charity.import.done.codes')}</h3>
      <p className="small soft">{t('charity.import.done.handOut')}</p>
      <ul className="plain import-codes">
        {shown.map((gift) => (
          <li key={`${gift.campaign}${gift.order}`}>
            <span className="row row-apart">
              <span className="figures">{cleanLine(gift.reference)}</span>
              <span className="figures">{format.money(gift.amount, token)}</span>
            </span>
            {gift.code === '' ? (
              <span className="small soft">{t('charity.import.done.ownAddress')}</span>
            ) : (
              <span className="row row-apart">
                <Link to={linkOf(gift)}>
                  <code>{gift.code}</code>
                </Link>
                <CopyButton
                  text={`${location.origin}${linkOf(gift)}`}
                  label={t('charity.import.done.copy')}
                />
              </span>
            )}
          </li>
        ))}
      </ul>
      {!all && gifts.length > shown.length && (
        <div>
          <Button variant="default" size="sm" onClick={() => setAll(true)}>
            {t('charity.import.done.more', { count: Math.min(gifts.length, SHOWN.most) })}
          </Button>
        </div>
      )}
      {gifts.length > SHOWN.most && (
        <p className="small soft">{t('charity.import.done.rest', { count: gifts.length })}</p>
      )}
    </div>
  );
}
