import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CampaignView } from '../../domain/views.ts';
import { useAccount } from '../lib/account.ts';
import { canChange, isLapsed } from '../lib/council.ts';
import { isEndable } from '../lib/life.ts';
import { useSheet } from '../lib/sheetHost.ts';
import { useNow } from '../lib/useNow.ts';
import { ChangeSheet, VoteSheet } from './actions/CouncilSheet.tsx';
import { MotionSheet } from './actions/MotionSheet.tsx';
import { ProposeSheet } from './actions/ProposeSheet.tsx';
import { RecipientsSheet } from './actions/RecipientsSheet.tsx';
import { ReportSheet } from './actions/ReportSheet.tsx';
import CampaignCouncil from './CampaignCouncil.tsx';
import { CampaignName } from './CampaignName.tsx';
import { CampaignStops } from './CampaignStops.tsx';
import { Money } from './Money.tsx';

/** What charity and auditors may decide about a campaign as a whole. */
export function CampaignDesk({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation();
  const account = useAccount();
  const isActive = campaign.state === 'active';
  return (
    <article className="card stack-s" data-campaign={campaign.id}>
      <div className="row row-apart">
        <h3>
          <Link to={`/campaign/${campaign.id}`}>
            <CampaignName campaign={campaign} />
          </Link>
        </h3>
        <span className="tag">{t(`common.state.${campaign.state}`)}</span>
      </div>
      <p className="small soft">
        {t('home.figures.escrow')} <Money units={campaign.escrow} token={campaign.token} />
      </p>
      <CampaignStops campaign={campaign} />
      <CampaignCouncil campaign={campaign} />
      {isActive && campaign.charity === account && <OfCharity campaign={campaign} />}
      {isActive && account !== null && campaign.auditors.includes(account) && (
        <OfAuditor campaign={campaign} />
      )}
      {isActive && <OfAnybody campaign={campaign} />}
      {isActive && !campaign.terminal && (
        // Far from what is done every day: it cannot be undone.
        <p className="small desk-ending">
          <Link to={`/desk/end/${campaign.id}`}>{t('desk.ending')}</Link>
        </p>
      )}
    </article>
  );
}

interface Props {
  readonly campaign: CampaignView;
}

function OfCharity({ campaign }: Props) {
  const { t } = useTranslation();
  const isOverdue = useNow() > campaign.reportDue;
  return (
    <>
      <div className="row">
        <Button
          component={Link}
          to={`/desk/request/${campaign.id}`}
          size="sm"
          variant={isOverdue ? 'default' : 'filled'}
        >
          {t('desk.ask')}
        </Button>
        <Opens
          what="report"
          filled={isOverdue}
          sheet={(close) => <ReportSheet campaign={campaign} onClose={close} />}
        >
          {t('desk.report.action')}
        </Opens>
      </div>
      <details>
        <summary>{t('desk.further')}</summary>
        <div className="row desk-further">
          <Opens
            what="propose"
            sheet={(close) => <ProposeSheet campaign={campaign} onClose={close} />}
          >
            {t('desk.propose.action')}
          </Opens>
        </div>
      </details>
    </>
  );
}

function OfAuditor({ campaign }: Props) {
  const { t } = useTranslation();
  const now = useNow();
  const { proposal, recipients } = campaign;
  return (
    <>
      <div className="row">
        <Button
          component={Link}
          to={`/enrol?campaign=${campaign.id}`}
          size="sm"
          variant="default"
          data-opens="enrol"
        >
          {t('desk.enrol.action')}
        </Button>
        {recipients.length > 0 && (
          <Opens
            what="recipients"
            sheet={(close) => <RecipientsSheet campaign={campaign} onClose={close} />}
          >
            {t('desk.recipients', { count: recipients.length })}
          </Opens>
        )}
        {proposal !== null &&
          !isLapsed(proposal, now) &&
          [true, false].map((inFavour) => (
            <Opens
              key={String(inFavour)}
              what={inFavour ? 'inFavour' : 'against'}
              sheet={(close) => <VoteSheet {...{ campaign, proposal, inFavour }} onClose={close} />}
            >
              {t(inFavour ? 'desk.vote.inFavour' : 'desk.vote.against')}
            </Opens>
          ))}
      </div>
      <details>
        <summary>{t('desk.further')}</summary>
        <div className="row desk-further">
          <Opens
            what="extend"
            sheet={(close) => <MotionSheet campaign={campaign} motion="extend" onClose={close} />}
          >
            {t('desk.motion.extend')}
          </Opens>
        </div>
      </details>
    </>
  );
}

/** What is open to anybody once its time has come. */
function OfAnybody({ campaign }: Props) {
  const { t } = useTranslation();
  const account = useAccount();
  const now = useNow();
  const { proposal, charity } = campaign;
  const isSilent = charity !== account && isEndable(campaign, now);
  const isRipe = canChange(campaign, now);
  if (!isSilent && !isRipe) return null;
  return (
    <div className="row">
      {proposal !== null && isRipe && (
        <Opens
          what="change"
          filled
          sheet={(close) => <ChangeSheet {...{ campaign, proposal }} onClose={close} />}
        >
          {t('desk.change.action')}
        </Opens>
      )}
      {isSilent && (
        <Button component={Link} to={`/desk/end/${campaign.id}`} size="sm" variant="default">
          {t('desk.end.action')}
        </Button>
      )}
    </div>
  );
}

interface OpensProps {
  /** What the dialog is about, for tests. */
  readonly what: string;
  readonly sheet: (close: () => void) => ReactNode;
  readonly filled?: boolean;
  readonly children: ReactNode;
}

/** A button that opens a dialog. */
function Opens({ what, sheet, filled = false, children }: OpensProps) {
  const show = useSheet();
  return (
    <Button
      size="sm"
      variant={filled ? 'filled' : 'default'}
      data-opens={what}
      onClick={() => show(sheet)}
    >
      {children}
    </Button>
  );
}
