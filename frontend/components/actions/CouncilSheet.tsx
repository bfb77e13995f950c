import { useTranslation } from 'react-i18next';
import type { ProposalView } from '../../../domain/views.ts';
import { changeAuditors } from '../../flows/changeAuditors.ts';
import { voteOnAuditors } from '../../flows/voteOnAuditors.ts';
import { useAccount } from '../../lib/account.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import { Proposal } from '../CampaignCouncil.tsx';
import { NeedAccount } from '../NeedAccount.tsx';
import type { CampaignSheetProps } from './sheet.ts';

interface Props extends CampaignSheetProps {
  readonly proposal: ProposalView;
}

/** An auditor in office speaks for or against a proposal. */
export function VoteSheet({
  campaign,
  proposal,
  inFavour,
  onClose,
}: Props & { inFavour: boolean }) {
  const { t } = useTranslation();
  const way = inFavour ? 'inFavour' : 'against';
  return (
    <ActionSheet
      danger={!inFavour}
      title={t(`desk.vote.${way}Title`)}
      action={t(`desk.vote.${way}`)}
      flow={voteOnAuditors(campaign, proposal, inFavour)}
      onClose={onClose}
    >
      <p>{t('desk.vote.body')}</p>
      <Proposal campaign={campaign} proposal={proposal} />
    </ActionSheet>
  );
}

/** Anybody puts the proposed auditors in office. */
export function ChangeSheet({ campaign, proposal, onClose }: Props) {
  const { t } = useTranslation();
  const account = useAccount();
  return (
    <ActionSheet
      title={t('desk.change.title')}
      action={t('desk.change.action')}
      flow={account === null ? null : changeAuditors(campaign, proposal)}
      onClose={onClose}
    >
      <p>{t('desk.change.body')}</p>
      <Proposal campaign={campaign} proposal={proposal} />
      {account === null && <NeedAccount />}
    </ActionSheet>
  );
}
