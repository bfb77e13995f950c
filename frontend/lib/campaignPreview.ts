import type { CampaignPlan } from '../../domain/campaignPlan.ts';
import { isZero, ZERO_BYTES32, type Hex } from '../../domain/hex.ts';
import { campaignId, ledgerSalt, NO_EXPOSURE_CAP, rulesHash } from '../../domain/ids.ts';
import type { CampaignView, PointView, TokenView } from '../../domain/views.ts';

/** Where the campaign is going to stand. */
export interface Place {
  readonly chainId: number;
  readonly ledger: Hex;
  readonly desk: Hex;
}

/** The id that a plan's campaign has once it is opened. */
export const idOf = ({ chainId, ledger, desk }: Place, { rules, config, salt }: CampaignPlan) =>
  campaignId(chainId, ledger, desk, config, ledgerSalt(rulesHash(rules), salt));

/**
 * A campaign that is about to be opened, in the shape in which the pages show those that are.
 * @param now Unix seconds
 */
export function previewOf(
  plan: CampaignPlan,
  token: TokenView,
  place: Place,
  now: number,
): CampaignView {
  const { rules, config } = plan;
  const begins = Math.max(now, config.opens);
  const point: PointView = { block: 0, logIndex: 0, tx: ZERO_BYTES32, timestamp: now };
  const none = '0';
  return {
    id: idOf(place, plan),
    recognised: true,
    state: 'active',
    desk: place.desk,
    token,
    charity: rules.charity,
    auditors: [...rules.auditors],
    threshold: rules.threshold,
    proof: rules.proof,
    challenge: rules.challenge,
    goal: String(rules.goal),
    exposureCap: rules.exposureCap === NO_EXPOSURE_CAP ? null : String(rules.exposureCap),
    managementCapBps: rules.managementCapBps,
    disclosure: rules.disclosure,
    metadata: rules.metadata,
    opens: config.opens,
    closes: config.closes,
    minimum: String(config.minimum),
    successor: config.successor,
    terminal: isZero(config.successor),
    claimWindow: config.claimWindow,
    silence: config.silence,
    hardEnd: config.hardEnd,
    operators: [...config.operators],
    aliveAt: begins,
    endedAt: 0,
    raised: none,
    given: none,
    gifts: 0,
    disbursed: none,
    settled: none,
    refunded: none,
    escrow: none,
    entries: 0,
    disbursements: 0,
    proven: {
      paid: none,
      evidenced: none,
      confirmed: none,
      attested: none,
      disputed: none,
      writtenOff: none,
    },
    transferred: none,
    returned: none,
    exposed: none,
    management: none,
    epoch: 0,
    reportDue: begins + rules.disclosure,
    reports: [],
    pausedUntil: 0,
    disputes: 0,
    overdue: 0,
    proposal: null,
    recipients: [],
    opened: point,
    motions: [],
  };
}
