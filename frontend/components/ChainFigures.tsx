import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Outcome } from '../verify/verify.ts';
import { useFormat } from '../lib/useFormat.ts';
import { CampaignName } from './CampaignName.tsx';
import { Money } from './Money.tsx';
import { ProofMark } from './ProofMark.tsx';
import { Unfold } from './Unfold.tsx';
import { Who } from './Who.tsx';

const FIGURES = ['given', 'paid', 'delivered', 'escrow'] as const;
const NO_WORDS = `0x${'00'.repeat(32)}` as const;

/** Parts of a gift that are listed: whoever wants thousands is better served by a file. */
const PARTS = 100;

/** The figures themselves, read from the chain: there even when the index is not. */
export function ChainFigures({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { figures, slices, donation } = outcome;
  // Anybody can open campaigns at a desk of their own; one that was asked for by itself is shown.
  const counted = figures.length === 1 ? figures : figures.filter((one) => one.isRecognised);
  const token = figures.find(({ id }) => id === donation?.campaign)?.token;
  return (
    <div className="card">
      <h2>{t('verify.chain.title')}</h2>
      {donation !== null && token !== undefined && slices.length > 0 && (
        <section className="chainfigures">
          <h3>{t('verify.chain.gift', { index: format.place(donation.index) })}</h3>
          <ul className="plain">
            {slices.slice(0, PARTS).map(({ from, to, end }) => (
              <li key={from} className="chainslice">
                <ProofMark standing={end.kind === 'payee' ? end.proof : end.kind} />
                <strong>
                  <Money units={to - from} token={token} />
                </strong>
                <span>
                  {end.kind === 'payee'
                    ? t(`common.proof.${end.proof}`)
                    : t(`common.proof.${end.kind}`)}
                </span>
                {end.kind !== 'escrow' && (
                  <span className="chainslice-who small">
                    <Who address={end.kind === 'payee' ? end.payee : end.to} />
                  </span>
                )}
              </li>
            ))}
            {slices.length > PARTS && (
              <li className="soft">{t('verify.chain.more', { count: slices.length - PARTS })}</li>
            )}
          </ul>
        </section>
      )}
      <Unfold
        summary={t('verify.chain.campaigns', { count: counted.length })}
        open={donation === null || counted.length === 1}
      >
        {counted.map((one) => (
          <Campaign key={one.id} one={one} />
        ))}
        {counted.length < figures.length && (
          <p className="soft small">
            {t('verify.chain.others', { count: figures.length - counted.length })}
          </p>
        )}
      </Unfold>
    </div>
  );
}

function Campaign({ one }: { one: Outcome['figures'][number] }) {
  const { t } = useTranslation();
  return (
    <section className="chainfigures">
      <h3>
        <Link to={`/campaign/${one.id}`}>
          <CampaignName campaign={{ id: one.id, metadata: one.metadata ?? NO_WORDS }} />
        </Link>
      </h3>
      <dl className="small figures">
        {FIGURES.map((figure) => (
          <div key={figure}>
            <dt>{t(`home.figures.${figure}`)}</dt>
            <dd>
              <Money units={one[figure]} token={one.token} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
