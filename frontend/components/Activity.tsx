import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cleanLine } from '../../domain/text.ts';
import type { CampaignView } from '../../domain/views.ts';
import type { ActivityItemView, ActivityKind } from '../../domain/views/activity.ts';
import { shortId } from '../../domain/shortHex.ts';
import type { Standing } from '../lib/standing.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useMetadata } from '../queries/documents.ts';
import { CampaignName } from './CampaignName.tsx';
import { Documents } from './Documents.tsx';
import { ProofMark } from './ProofMark.tsx';
import { useWords } from './Who.tsx';
import './Activity.css';

/** What carries the sign of a proof; everything else is a point on the line. */
const MARKS: Partial<Record<ActivityKind, Standing>> = {
  paid: 'paid',
  evidenced: 'evidenced',
  confirmed: 'confirmed',
  attested: 'attested',
  disputed: 'disputed',
  writeOff: 'writtenOff',
  settled: 'settled',
};

interface Props {
  readonly items: readonly ActivityItemView[];
  readonly campaigns: readonly CampaignView[];
  /** On a campaign's own page: its name is left out, documents stand in place. */
  readonly own: boolean;
}

/** What happened, as points on a line of light. */
export function Activity({ items, campaigns, own }: Props) {
  return (
    <ol className="plain activity">
      {items.map((item) => {
        const { at, kind, campaign } = item;
        const home = campaigns.find(({ id }) => id === campaign);
        return home === undefined ? null : (
          <Happening
            key={`${at.block}:${at.logIndex}:${kind}`}
            item={item}
            home={home}
            other={campaigns.find(({ id }) => id === item.other)}
            own={own}
          />
        );
      })}
    </ol>
  );
}

interface OneProps {
  readonly item: ActivityItemView;
  readonly home: CampaignView;
  readonly other: CampaignView | undefined;
  readonly own: boolean;
}

function Happening({ item, home, other, own }: OneProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { kind, at, document } = item;
  const mark = MARKS[kind];
  return (
    <li data-kind={kind}>
      <span className="activity-mark" aria-hidden="true">
        {mark === undefined ? (
          <span className="activity-dot" />
        ) : (
          <ProofMark standing={mark} size={20} />
        )}
      </span>
      <span className="activity-what">
        <Link to={pageOf(item)}>
          <Sentence item={item} home={home} other={other} />
        </Link>
      </span>
      <span className="small soft">
        {!own && (
          <>
            <CampaignName campaign={home} />
            {' · '}
          </>
        )}
        <By item={item} />
        <time dateTime={new Date(at.timestamp * 1000).toISOString()} className="figures">
          {format.dateTime(at.timestamp)}
        </time>
      </span>
      {own && document !== null && (
        <Documents digest={document} title={t('shown.timeline.documents')} />
      )}
    </li>
  );
}

function Sentence({ item, home, other }: Omit<OneProps, 'own'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useMetadata(other?.metadata ?? `0x${'00'.repeat(32)}`);
  const name = data?.name[format.language] ?? shortId(item.other ?? '');
  return t(`shown.activity.${item.kind}`, {
    amount: item.units === null ? '' : format.money(item.units, home.token),
    gifts: format.count(item.gifts ?? 0),
    number: format.place(item.disbursement?.number ?? 0),
    campaign: cleanLine(name),
  });
}

/** Who gave, or who was paid, where that is somebody's account. */
function By({ item }: { item: ActivityItemView }) {
  const { who, kind } = item;
  if (who === null || kind === 'requested' || kind === 'opened') return null;
  return (
    <>
      <Account address={who} paid={kind === 'paid'} />
      {' · '}
    </>
  );
}

function Account({ address, paid }: { address: `0x${string}`; paid: boolean }) {
  const { t } = useTranslation();
  const who = useWords(address);
  return paid ? t('shown.feed.to', { who }) : t('shown.feed.by', { who });
}

function pageOf({ entry, disbursement, campaign }: ActivityItemView): string {
  if (disbursement !== null) return `/payment/${disbursement.id}`;
  return entry !== null ? `/follow/${campaign}/${entry}` : `/campaign/${campaign}`;
}
