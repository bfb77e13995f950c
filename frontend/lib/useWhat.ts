import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Hex } from '../../domain/hex.ts';
import type { CampaignView } from '../../domain/views.ts';
import { shortHex, shortId } from '../../domain/shortHex.ts';
import { metadataQuery } from '../queries/documents.ts';
import { personOf } from './account.ts';
import type { What } from './moneyFlow.ts';
import { formOf } from './recipient.ts';
import { useFormat } from './useFormat.ts';

/** What a place of the flow is, as plain words for a picture. */
export function useWhat(campaigns: readonly CampaignView[]): (what: What) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const descriptions = useQueries({
    queries: campaigns.map(({ metadata }) => metadataQuery(metadata)),
  });
  const campaignName = (id: Hex) => {
    const at = campaigns.findIndex((campaign) => campaign.id === id);
    return descriptions[at]?.data?.name[format.language] ?? shortId(id);
  };
  const account = (address: Hex) => personOf(address)?.name[format.language] ?? shortHex(address);
  return (what) => {
    switch (what.kind) {
      case 'gifts':
        return t('shown.flow.gifts');
      case 'refunded':
        return t('shown.flow.refunded');
      case 'others':
        return t('shown.flow.others', { count: what.count });
      case 'campaign':
        return campaignName(what.id);
      case 'escrow':
        return t('shown.flow.escrow', { campaign: campaignName(what.id) });
      case 'payee':
        return account(what.address);
      case 'recipient': {
        const form = formOf(what.key);
        if (form === 'account') return account(what.key);
        return form === 'list' ? t('campaign.recipients.list') : t('campaign.recipients.passkey');
      }
    }
  };
}
