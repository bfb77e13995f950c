import { Skeleton } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hex } from '../../domain/hex.ts';
import { appConfig } from '../app/config.ts';
import { WalletScope } from '../app/WalletScope.tsx';
import { HandInWay } from '../components/HandInWay.tsx';
import { Invitation } from '../components/Invitation.tsx';
import { NewPasskey } from '../components/NewPasskey.tsx';
import { TaskCard } from '../components/TaskCard.tsx';
import { setAccount, useAccount } from '../lib/account.ts';
import { useStoredPasskeys } from '../lib/passkeyStore.ts';
import { speakerOf } from '../lib/recipient.ts';
import { actionsOf } from '../lib/tasks.ts';
import { useNow } from '../lib/useNow.ts';
import { useTitle } from '../lib/useTitle.ts';
import { disbursementsQuery, useCampaigns } from '../queries/reads.ts';
import { useRelay } from '../queries/relay.ts';
import './DeskPage.css';

/** For whoever receives help: a key made with a fingertip, its invitation, and what to confirm. */
export default function RecipientPage() {
  const { t } = useTranslation();
  useTitle(t('desk.recipient.title'));
  const passkeys = useStoredPasskeys();
  useVisitorWallet();
  return (
    <div className="narrow stack">
      <header className="stack-s">
        <h1>{t('desk.recipient.title')}</h1>
        <p className="soft">{t('desk.recipient.lead')}</p>
      </header>
      <WalletScope>
        {passkeys.map(({ key, name }) => (
          <Invitation key={key} recipient={key} name={name} />
        ))}
        <NewPasskey isFirst={passkeys.length === 0} />
        {passkeys.length > 0 && (
          <>
            <HandInWay />
            <ToConfirm keys={passkeys.map(({ key }) => key)} />
          </>
        )}
      </WalletScope>
    </div>
  );
}

/** On the local chain, without a relay, the story's visitor hands the word in, or whoever was chosen. */
function useVisitorWallet(): void {
  const account = useAccount();
  const isAlone = useRelay()?.ready === false;
  useEffect(() => {
    const visitor = appConfig().people.find(({ role }) => role === 'donor');
    if (isAlone && account === null && visitor !== undefined) setAccount(visitor.address);
  }, [account, isAlone]);
}

/** Payments that name one of these keys, those first that wait for its word. */
function ToConfirm({ keys }: { keys: readonly Hex[] }) {
  const { t } = useTranslation();
  const account = useAccount();
  const now = useNow();
  const { data = [] } = useCampaigns();
  const enrolledIn = data.filter(({ recipients }) =>
    recipients.some(({ recipient }) => keys.includes(recipient)),
  );
  const payments = useQueries({ queries: enrolledIn.map(({ id }) => disbursementsQuery(id)) });
  if (payments.some(({ isPending }) => isPending)) return <Skeleton height={200} radius="lg" />;
  const own = enrolledIn
    .flatMap((campaign, i) =>
      (payments[i]?.data ?? [])
        .filter((disbursement) => keys.includes(speakerOf(disbursement)))
        .map((disbursement) => ({
          campaign,
          disbursement,
          waits: actionsOf(disbursement, campaign, { account, passkeys: keys }, now).includes(
            'confirm',
          ),
        })),
    )
    .toSorted((a, b) => Number(b.waits) - Number(a.waits));
  return (
    <section className="stack-s" aria-labelledby="to-confirm" data-part="recipient">
      <h2 id="to-confirm">{t('desk.recipient.payments')}</h2>
      {own.length === 0 && <p className="card soft">{t('desk.recipient.none')}</p>}
      {own.map(({ campaign, disbursement }) => (
        <div key={disbursement.id} className="desk-grid recipient-task">
          <TaskCard part="recipient" campaign={campaign} disbursement={disbursement} />
        </div>
      ))}
    </section>
  );
}
