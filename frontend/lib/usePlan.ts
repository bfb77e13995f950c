import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { parseCampaignFile } from '../../domain/campaignFile.ts';
import { planCampaign, type CampaignPlan } from '../../domain/campaignPlan.ts';
import { ZERO_ADDRESS, ZERO_BYTES32, type Hex } from '../../domain/hex.ts';
import { metadataDigest } from '../../domain/metadata.ts';
import { rehearse, type RehearsalStep } from '../../domain/rehearsal/course.ts';
import { ShapeError } from '../../domain/shape.ts';
import type { CampaignView, TokenView } from '../../domain/views.ts';
import { appConfig, contractAddress } from '../app/config.ts';
import type { Opening } from '../flows/openCampaign.ts';
import { metadataQuery } from '../queries/documents.ts';
import { fileOf, metadataOf, type CampaignDraft } from './campaignDraft.ts';
import { previewOf } from './campaignPreview.ts';

/** A draft that is complete: what will be opened, how it will look, and how its rules behave. */
export interface ReadyPlan {
  readonly opening: Opening;
  readonly plan: CampaignPlan;
  readonly view: CampaignView;
  readonly course: readonly RehearsalStep[];
}

/** Which campaign inherits: the draft's choice, the token's General Fund, or none (zero). */
export function successorOf({ successor }: CampaignDraft, token: TokenView): Hex | null {
  if (successor === 'general') return token.generalFund;
  return successor === 'none' ? ZERO_BYTES32 : (successor as Hex);
}

/**
 * Works a complete draft out, in the browser alone; null while it is not complete. The preview's
 * words are put where the pages look for a campaign's words.
 */
export function usePlan(draft: CampaignDraft, token: TokenView | null, account: Hex | null) {
  const client = useQueryClient();
  // Fixed while the page is open: a preview that changes every second would be none.
  const [now] = useState(() => Math.floor(Date.now() / 1000));
  return useQuery({
    queryKey: ['plan', draft, token, account, now],
    queryFn: async (): Promise<ReadyPlan> => {
      const successor = token === null ? null : successorOf(draft, token);
      if (token === null || successor === null) throw new ShapeError('successor', 'none');
      const file = parseCampaignFile(fileOf(draft));
      const metadata = metadataOf(draft);
      const digest = await metadataDigest(metadata);
      client.setQueryData(metadataQuery(digest).queryKey, metadata);
      const charity = account ?? ZERO_ADDRESS;
      const plan = planCampaign(file, { charity, token, now, successor, metadata: digest });
      const { chainId } = appConfig();
      const place = { chainId, ledger: contractAddress('Ledger'), desk: contractAddress('Desk') };
      return {
        opening: { file, metadata, token, successor },
        plan,
        view: previewOf(plan, token, place, now),
        course: rehearse(plan, now, token.decimals),
      };
    },
    enabled: token !== null,
    retry: false,
    gcTime: 0,
  });
}
