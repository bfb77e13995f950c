import { Skeleton } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Hex } from '../../domain/hex.ts';
import type { CampaignView } from '../../domain/views.ts';
import { WalletScope } from '../app/WalletScope.tsx';
import { CampaignDesk } from '../components/CampaignDesk.tsx';
import { CharityDoors } from '../components/CharityDoors.tsx';
import { Failed } from '../components/Failed.tsx';
import { NeedAccount } from '../components/NeedAccount.tsx';
import { TaskCard } from '../components/TaskCard.tsx';
import { WaitingForOthers } from '../components/WaitingForOthers.tsx';
import { WhenSeen } from '../components/WhenSeen.tsx';
import { Who } from '../components/Who.tsx';
import type { Subject } from '../flows/desk.ts';
import { wantTexts } from '../i18n/index.ts';
import { useAccount } from '../lib/account.ts';
import { usePasskeys } from '../lib/passkeyStore.ts';
import { actionsOf, isWaiting, partOf, type Part } from '../lib/tasks.ts';
import { useNow } from '../lib/useNow.ts';
import { useTitle } from '../lib/useTitle.ts';
import { campaignQuery, disbursementsQuery, useCampaigns, useInbox } from '../queries/reads.ts';
import './DeskPage.css';

const FlaggedCampaigns = lazy(async () => {
  const [part] = await Promise.all([
    import('../components/audit/FlaggedCampaigns.tsx'),
    wantTexts('audit'),
  ]);
  return part;
});

/** In how many running campaigns payments are looked for that anybody may have paid. */
const OPEN_TO_ANYONE = 30;

const PARTS: readonly Part[] = ['charity', 'auditor', 'recipient', 'anyone'];

/** The desk: what waits for the visitor's account, by the part it has in it. */
export default function DeskPage() {
  const { t } = useTranslation();
  useTitle(t('desk.title'));
  const account = useAccount();
  return (
    <>
      <header className="stack-s">
        <h1>{t('desk.lead')}</h1>
        {account !== null && (
          <p className="desk-who">
            <Who address={account} />
          </p>
        )}
      </header>
      {account === null ? (
        <NeedAccount />
      ) : (
        <WalletScope>
          <Inbox account={account} />
        </WalletScope>
      )}
      <p className="row desk-ways">
        <Link to="/recipient">{t('desk.toRecipient')}</Link>
        <Link to="/audit">{t('desk.toAudit')}</Link>
      </p>
      <CharityDoors />
    </>
  );
}

function Inbox({ account }: { account: Hex }) {
  const inbox = useInbox(account);
  const campaigns = useCampaigns();
  if (inbox.isError) return <Failed error={inbox.error} retry={() => void inbox.refetch()} />;
  if (inbox.data === undefined || campaigns.data === undefined) {
    return <Skeleton height={240} radius="lg" />;
  }
  const { items } = inbox.data;
  const own = inbox.data.campaigns.filter(
    ({ charity, auditors }) => charity === account || auditors.includes(account),
  );
  // Where the account only receives, the campaign is not its own but its payments are.
  const ids = new Set([
    ...own.map(({ id }) => id),
    ...items.map(({ disbursement }) => disbursement.terms.campaign),
    ...campaigns.data
      .filter(({ state, recognised }) => recognised && state === 'active')
      .slice(0, OPEN_TO_ANYONE)
      .map(({ id }) => id),
  ]);
  return <Tasks account={account} own={own} ids={[...ids]} />;
}

interface TasksProps {
  readonly account: Hex;
  readonly own: readonly CampaignView[];
  readonly ids: readonly Hex[];
}

function Tasks({ account, own, ids }: TasksProps) {
  const { t } = useTranslation();
  const now = useNow();
  const passkeys = usePasskeys();
  const campaigns = useQueries({ queries: ids.map((id) => campaignQuery(id)) });
  const payments = useQueries({ queries: ids.map((id) => disbursementsQuery(id)) });
  const subjects: Subject[] = ids.flatMap((_, i) => {
    const campaign = campaigns[i]?.data;
    if (campaign === undefined) return [];
    return (payments[i]?.data ?? []).map((disbursement) => ({ campaign, disbursement }));
  });
  const tasks: (Subject & { readonly part: Part })[] = subjects.flatMap((subject) => {
    const { campaign, disbursement } = subject;
    const actions = actionsOf(disbursement, campaign, { account, passkeys }, now);
    const part = partOf(disbursement, campaign, { account, passkeys });
    if (isWaiting(actions, part)) return [{ ...subject, part }];
    return actions.includes('pay') ? [{ ...subject, part: 'anyone' as const }] : [];
  });
  const mine = new Set(tasks.map(({ disbursement }) => disbursement.id));
  const isOwn = new Set(own.map(({ id }) => id));
  const others = subjects.filter(
    ({ campaign, disbursement }) => isOwn.has(campaign.id) && !mine.has(disbursement.id),
  );
  const audited = own.filter(({ auditors }) => auditors.includes(account));
  const isLoading = payments.some(({ isPending }) => isPending);
  return (
    <>
      {tasks.length === 0 && !isLoading && (
        <section className="card">
          <h2>{t('desk.none')}</h2>
          <p className="soft">{t('desk.noneHint')}</p>
        </section>
      )}
      {tasks.length === 0 && isLoading && <Skeleton height={160} radius="lg" />}
      {PARTS.map((part) => {
        const some = tasks.filter((task) => task.part === part);
        if (some.length === 0) return null;
        return (
          <section key={part} className="stack-s" aria-labelledby={`part-${part}`} data-part={part}>
            <h2 id={`part-${part}`}>{t(`desk.roles.${part}`)}</h2>
            <div className="desk-grid">
              {some.map(({ campaign, disbursement }) => (
                <TaskCard key={disbursement.id} {...{ campaign, disbursement, part }} />
              ))}
            </div>
          </section>
        );
      })}
      <WaitingForOthers subjects={others} />
      {audited.length > 0 && (
        <WhenSeen>
          <FlaggedCampaigns campaigns={audited} />
        </WhenSeen>
      )}
      {own.length > 0 && (
        <section className="stack-s" aria-labelledby="own">
          <h2 id="own">{t('desk.yours')}</h2>
          <div className="desk-grid">
            {own.map((campaign) => (
              <CampaignDesk key={campaign.id} campaign={campaign} />
            ))}
          </div>
        </section>
      )}
    </>
  );
}
