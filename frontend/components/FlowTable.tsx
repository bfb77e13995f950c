import { useTranslation } from 'react-i18next';
import type { CampaignView, TokenView } from '../../domain/views.ts';
import { shortId } from '../../domain/shortHex.ts';
import type { FlowPlace, FlowStrand, What } from '../lib/moneyFlow.ts';
import { CampaignLink } from './CampaignLink.tsx';
import { CampaignName } from './CampaignName.tsx';
import { Money } from './Money.tsx';
import { ProofMark } from './ProofMark.tsx';
import { Recipient } from './Recipient.tsx';
import { Who } from './Who.tsx';

export interface FlowProps {
  readonly places: readonly FlowPlace[];
  readonly strands: readonly FlowStrand[];
  readonly token: TokenView;
  readonly campaigns: readonly CampaignView[];
}

/** The picture in words: every strand with both ends, its amount, and how far it is proven. */
export function FlowTable({ places, strands, token, campaigns }: FlowProps) {
  const { t } = useTranslation();
  const placeOf = (key: string) => places.find((place) => place.key === key);
  const cell = (place: FlowPlace | undefined) =>
    place === undefined ? null : <PlaceName what={place.what} campaigns={campaigns} />;
  return (
    <div className="flow-scroll" role="region" aria-label={t('shown.flow.table')} tabIndex={0}>
      <table className="flow-table">
        <thead>
          <tr>
            <th scope="col">{t('shown.flow.from')}</th>
            <th scope="col">{t('shown.flow.to')}</th>
            <th scope="col" className="flow-sum">
              {t('shown.flow.amount')}
            </th>
            <th scope="col">{t('shown.flow.proof')}</th>
          </tr>
        </thead>
        <tbody>
          {strands.map(({ from, to, units, look }) => (
            <tr key={`${from}${to}${look}`}>
              <td>{cell(placeOf(from))}</td>
              <td className="flow-to">{cell(placeOf(to))}</td>
              <td className="flow-sum flow-much">
                <Money units={units} token={token} />
              </td>
              <td className="flow-proof">
                <span className="verdict">
                  <ProofMark standing={look} /> {t(`common.proof.${look}`)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What a place is, with a link where there is a page about it. */
export function PlaceName({ what, campaigns }: { what: What } & Pick<FlowProps, 'campaigns'>) {
  const { t } = useTranslation();
  switch (what.kind) {
    case 'gifts':
      return <strong>{t('shown.flow.gifts')}</strong>;
    case 'refunded':
      return t('shown.flow.refunded');
    case 'others':
      return t('shown.flow.others', { count: what.count });
    case 'payee':
      return <Who address={what.address} brief />;
    case 'recipient':
      return <Recipient recipient={what.key} brief />;
    case 'campaign':
      return <CampaignLink id={what.id} />;
    case 'escrow': {
      const campaign = campaigns.find(({ id }) => id === what.id);
      const [before, after] = t('shown.flow.escrow', { campaign: '\u0000' }).split('\u0000');
      return (
        <span>
          {before}
          {campaign === undefined ? shortId(what.id) : <CampaignName campaign={campaign} />}
          {after}
        </span>
      );
    }
  }
}
