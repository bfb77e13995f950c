import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isZero } from '../../../domain/hex.ts';
import { callBack, carryOut } from '../../flows/office.ts';
import { useAccount } from '../../lib/account.ts';
import { intentOf } from '../../lib/announced.ts';
import { useSheet } from '../../lib/sheetHost.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { useNow } from '../../lib/useNow.ts';
import { useWaiting, type Waiting } from '../../queries/office.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import { CampaignLink } from '../CampaignLink.tsx';
import { Failed } from '../Failed.tsx';
import { Who } from '../Who.tsx';

/** What offices announced and have not done yet, with the time left, for everybody to see. */
export function WaitingList() {
  const { t } = useTranslation();
  const waiting = useWaiting();
  return (
    <section className="card stack" aria-labelledby="waiting">
      <div className="stack-s">
        <h2 id="waiting">{t('charity.office.waiting.title')}</h2>
        <p className="soft">{t('charity.office.waiting.lead')}</p>
      </div>
      {waiting.isError && <Failed error={waiting.error} retry={() => void waiting.refetch()} />}
      {waiting.data?.length === 0 && <p>{t('charity.office.waiting.none')}</p>}
      <ul className="plain stack-s">
        {waiting.data?.map((one) => (
          <Operation key={one.id} one={one} />
        ))}
      </ul>
    </section>
  );
}

function Operation({ one }: { one: Waiting }) {
  const { t } = useTranslation();
  const format = useFormat();
  const account = useAccount();
  const show = useSheet();
  const now = useNow();
  const left = one.readyAt - now;
  return (
    <li className="terms stack-s" data-announced={one.id}>
      <div>
        <Words one={one} />
      </div>
      <p className="small soft">
        {t('charity.office.waiting.by')} <Who address={one.caller} />
      </p>
      <p className="small" role="status">
        {left > 0
          ? t('charity.office.waiting.left', {
              duration: format.duration(left),
              time: format.dateTime(one.readyAt),
            })
          : t('charity.office.waiting.ready')}
      </p>
      <div className="row">
        {account === one.caller && (
          <Button
            size="sm"
            disabled={left > 0}
            onClick={() =>
              show((close) => (
                <ActionSheet
                  title={t('charity.office.waiting.doTitle')}
                  action={t('charity.office.waiting.do')}
                  flow={carryOut(one)}
                  onClose={close}
                >
                  <Words one={one} />
                </ActionSheet>
              ))
            }
          >
            {t('charity.office.waiting.do')}
          </Button>
        )}
        {account !== null && (
          <Button
            size="sm"
            variant="default"
            onClick={() =>
              show((close) => (
                <ActionSheet
                  danger
                  title={t('charity.office.waiting.backTitle')}
                  action={t('charity.office.waiting.back')}
                  flow={callBack(one)}
                  onClose={close}
                >
                  <Words one={one} />
                  <p className="small soft">{t('charity.office.waiting.backWho')}</p>
                </ActionSheet>
              ))
            }
          >
            {t('charity.office.waiting.back')}
          </Button>
        )}
      </div>
    </li>
  );
}

/** What it is about. */
function Words({ one }: { one: Waiting }) {
  const { t } = useTranslation();
  const format = useFormat();
  const intent = intentOf(one.data);
  switch (intent.kind) {
    case 'recognise':
    case 'unrecognise':
      return (
        <p>
          {t(`charity.office.intents.${intent.kind}`, {
            role: t(`charity.office.roles.${intent.role}`),
          })}{' '}
          <Who address={intent.account} />
        </p>
      );
    case 'nameGeneralFund':
      return (
        <p>
          {t('charity.office.intents.nameGeneralFund')} <CampaignLink id={intent.campaign} />
        </p>
      );
    case 'pause':
      return (
        <p>
          {t('charity.office.intents.pause', { duration: format.duration(intent.seconds) })}{' '}
          {!isZero(intent.campaign) && <CampaignLink id={intent.campaign} />}
        </p>
      );
    case 'mint':
      return (
        <p>
          {t('charity.office.intents.mint')} <Who address={intent.account} />
        </p>
      );
    case 'other':
      return (
        <p>
          {t('charity.office.intents.other')} <code>{intent.name}</code>
        </p>
      );
  }
}
