import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../lib/useFormat.ts';
import { useCampaigns } from '../queries/reads.ts';
import type { Lie } from '../verify/indexClaims.ts';
import type { Outcome } from '../verify/verify.ts';
import { CampaignName } from './CampaignName.tsx';
import { CheckIcon, CrossIcon } from './icons.tsx';
import { shortId } from '../../domain/shortHex.ts';

/** So many differences stand in sight; the rest unfold. */
const SHOWN = 4;

/** What the index said, against what the chain gives: each difference with its law and by how much. */
export function IndexWord({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation();
  const { lies, compared } = outcome;
  // What was said of the visitor's own gift comes first.
  const sorted = (lies ?? []).toSorted(
    (a, b) => Number(a.entry === null) - Number(b.entry === null),
  );
  const state = lies === null ? 'down' : lies.length === 0 ? 'holds' : 'lies';
  return (
    <div className="card" data-index={state}>
      <h2>{t('verify.index.title')}</h2>
      {state === 'down' && <p>{t('verify.index.down')}</p>}
      {state === 'holds' && (
        <p className="verdict verdict-good">
          <CheckIcon />
          {t('verify.index.holds', { count: compared })}
        </p>
      )}
      <LieRows lies={sorted.slice(0, SHOWN)} />
      {sorted.length > SHOWN && (
        <details className="lies-more">
          <summary>{t('verify.index.more', { count: sorted.length - SHOWN })}</summary>
          <LieRows lies={sorted.slice(SHOWN)} />
        </details>
      )}
    </div>
  );
}

const LieRows = ({ lies }: { lies: readonly Lie[] }) =>
  lies.map((lie) => (
    <LieRow key={`${lie.campaign}${lie.entry}${lie.part}${lie.field}`} lie={lie} />
  ));

const nameOf = (field: Lie['field']) =>
  field.startsWith('proven.') ? 'proven' : (field as Exclude<Lie['field'], `proven.${string}`>);

function LieRow({ lie }: { lie: Lie }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: campaigns } = useCampaigns();
  const campaign = campaigns?.find(({ id }) => id === lie.campaign);
  const token = campaign?.token;
  const show = (value: string) =>
    /^\d+$/.test(value) && token !== undefined && lie.isMoney
      ? format.money(value, token)
      : value.slice(0, 90);
  const field = t(`verify.fields.${nameOf(lie.field)}`);
  const off =
    lie.off !== null && lie.isMoney && token !== undefined
      ? lie.off > 0n
        ? t('verify.index.off', { amount: format.money(lie.off, token) })
        : t('verify.index.short', { amount: format.money(-lie.off, token) })
      : null;
  return (
    <p className="finding" data-lie={lie.field} data-off={lie.off?.toString()} data-law={lie.law}>
      <span className="verdict verdict-bad">
        <CrossIcon />
        <strong>
          {t('verify.index.lie', { law: lie.law, said: show(lie.said), chain: show(lie.chain) })}
        </strong>
      </span>
      {off !== null && <strong className="finding-off">{off}</strong>}
      {lie.entry === null
        ? t('verify.index.figure', { field })
        : lie.part === null
          ? t('verify.index.entry', { entry: format.place(lie.entry), field })
          : t('verify.index.slice', { entry: format.place(lie.entry), part: lie.part, field })}
      {' · '}
      <Link to={`/campaign/${lie.campaign}`}>
        {campaign === undefined ? shortId(lie.campaign) : <CampaignName campaign={campaign} />}
      </Link>
    </p>
  );
}
