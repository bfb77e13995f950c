import { rootHex } from '../../domain/accumulator.ts';
import { figuresOf } from '../../domain/figures.ts';
import { ZERO_BYTES32, type Hex } from '../../domain/hex.ts';
import type { CampaignMetadata } from '../../domain/metadata.ts';
import { isRecognised, type CampaignState, type ReplayState } from '../../domain/state.ts';
import type { ChainSide } from './chainSide.ts';
import type { Place } from './place.ts';
import type { AuditReport, ReportCampaign } from './report.ts';
import type { Coverage } from './verdict.ts';

/** The report's tables: what was audited, and what the events give for it. */
export function figuresIn(
  state: ReplayState,
  { ledger, registry, desks }: Place,
  coverage: Coverage,
  { tokens, code }: ChainSide,
  metadata: ReadonlyMap<Hex, CampaignMetadata>,
  asked: Hex | null,
): Pick<AuditReport, 'subject' | 'tokens' | 'code' | 'campaigns'> {
  const known = desks.map((address) => ({
    address,
    isRecognised: isRecognised(state, 'desk', address),
  }));
  return {
    subject: { ledger, registry, desks: known, campaign: asked },
    code: [...code],
    tokens: tokens.map(({ held, owed, ...token }) => ({
      ...token,
      held: held?.toString() ?? null,
      owed: owed.toString(),
    })),
    campaigns: [...state.campaigns.values()].map((campaign) => ({
      ...campaignIn(state, campaign),
      name: metadata.get(campaign.id)?.name ?? null,
      apart: coverage.of(campaign.id),
    })),
  };
}

function campaignIn(
  state: ReplayState,
  campaign: CampaignState,
): Omit<ReportCampaign, 'name' | 'apart'> {
  const { id, desk, config, accumulator, entries, disbursements, returned } = campaign;
  const { given, raised, disbursed, settled, escrow, transferred, refunded, proven } = figuresOf(
    state,
    campaign,
  );
  return {
    id,
    desk,
    token: config.token,
    state: campaign.state,
    entries: entries.length,
    disbursements: disbursements.length,
    given: given.toString(),
    raised: raised.toString(),
    disbursed: disbursed.toString(),
    settled: settled.toString(),
    returned: returned.toString(),
    escrow: escrow.toString(),
    transferred: transferred.toString(),
    refunded: refunded.toString(),
    onlyPaid: proven.paid.toString(),
    evidenced: proven.evidenced.toString(),
    confirmed: proven.confirmed.toString(),
    attested: proven.attested.toString(),
    disputed: proven.disputed.toString(),
    writtenOff: proven.writtenOff.toString(),
    root: accumulator === null ? ZERO_BYTES32 : rootHex(accumulator),
    ledgerJournal: campaign.ledgerJournal,
    deskJournal: campaign.rules === null ? null : campaign.deskJournal,
  };
}
