import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Hex } from '../../../domain/hex.ts';
import { openCampaign } from '../../flows/openCampaign.ts';
import { fileOf, slugOf, type CampaignDraft } from '../../lib/campaignDraft.ts';
import { keepDraft } from '../../lib/draftStore.ts';
import { saveFile } from '../../lib/saveFile.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { usePlan, type ReadyPlan } from '../../lib/usePlan.ts';
import { useParties } from '../../queries/reads.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import { CampaignCard } from '../CampaignCard.tsx';
import { CampaignParties } from '../CampaignParties.tsx';
import { CampaignRules } from '../CampaignRules.tsx';
import { Clamp } from '../Clamp.tsx';
import { NeedAccount } from '../NeedAccount.tsx';
import { Notice } from '../Notice.tsx';
import { Rehearsal } from './Rehearsal.tsx';
import type { StepProps } from './step.ts';

type Props = Pick<StepProps, 'draft' | 'token'> & { readonly account: Hex | null };

/** How it will look, how its rules behave, and the one signature that opens it. */
export function ReviewStep({ draft, token, account }: Props) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const ready = usePlan(draft, token, account);
  if (ready.isError) {
    return (
      <Notice tone="bad" title={t('charity.wizard.impossible')}>
        <p>{ready.error.message}</p>
      </Notice>
    );
  }
  if (ready.data === undefined) return <Skeleton height={320} radius="lg" />;
  const { view, course, opening } = ready.data;
  return (
    <>
      <div className="wizard-review">
        <section className="stack" aria-labelledby="preview">
          <h2 id="preview">{t('charity.wizard.preview')}</h2>
          {/* A picture of the card: what it links to does not exist yet. */}
          <div inert>
            <CampaignCard campaign={view} />
          </div>
          <div className="card stack-s">
            <h3>{t('campaign.story')}</h3>
            <Clamp text={opening.metadata.story[language]} />
          </div>
          <CampaignParties campaign={view} />
          <CampaignRules campaign={view} />
        </section>
        <Rehearsal view={view} course={course} />
      </div>
      <Open draft={draft} ready={ready.data} account={account} />
    </>
  );
}

interface OpenProps {
  readonly draft: CampaignDraft;
  readonly ready: ReadyPlan;
  readonly account: Hex | null;
}

function Open({ draft, ready, account }: OpenProps) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const navigate = useNavigate();
  const parties = useParties();
  const [asking, setAsking] = useState(false);
  const [opened, setOpened] = useState<Hex | null>(null);
  const { view, opening } = ready;
  const recognised = parties.data?.some(
    ({ address, roles }) => address === account && roles.includes('charity'),
  );
  const download = () => {
    const text = `${JSON.stringify(fileOf(draft), null, 2)}\n`;
    saveFile(new File([text], `${slugOf(draft.name)}.json`, { type: 'application/json' }));
  };
  return (
    <section className="card stack" aria-labelledby="open">
      <h2 id="open">{t('charity.wizard.openTitle')}</h2>
      <p>{t('charity.wizard.openBody')}</p>
      {account === null && <NeedAccount why={t('charity.wizard.needAccount')} />}
      {account !== null && recognised === false && (
        <Notice tone="warn">
          <p>{t('charity.wizard.unrecognised')}</p>
          <p>
            <Link to="/apply">{t('charity.apply.title')}</Link>
          </p>
        </Notice>
      )}
      <div className="row">
        <Button
          size="md"
          disabled={account === null || recognised !== true}
          onClick={() => setAsking(true)}
        >
          {t('charity.wizard.open')}
        </Button>
        <Button size="md" variant="default" onClick={download}>
          {t('charity.wizard.download')}
        </Button>
      </div>
      <p className="small soft">{t('charity.wizard.downloadHint')}</p>
      {asking && (
        <ActionSheet
          title={t('charity.wizard.openSheet')}
          action={t('charity.wizard.open')}
          flow={async (tools) => {
            const done = await openCampaign(opening)(tools);
            keepDraft(null);
            setOpened(done.id);
            return done;
          }}
          onClose={() => {
            setAsking(false);
            if (opened !== null) void navigate(`/campaign/${opened}`);
          }}
        >
          <p>{t('charity.wizard.openSheetBody', { name: opening.metadata.name[language] })}</p>
          <ul className="rules">
            <li>{t('charity.wizard.forever')}</li>
            <li>{t('charity.wizard.oneSignature')}</li>
          </ul>
          {view.terminal && <p>{t('campaign.terminalNote')}</p>}
        </ActionSheet>
      )}
    </section>
  );
}
