import { LAWS } from '../../domain/laws.ts';
import type { Hex } from '../../domain/hex.ts';
import { isRecognised, type CampaignState, type ReplayState } from '../../domain/state.ts';
import type { LawNumber } from '../../domain/findings.ts';
import type { AuditFinding } from './findings.ts';
import type { Apart, AuditReport } from './report.ts';

/** Which campaigns the verdict covers: those of recognised desks in recognised tokens, as far as asked for. */
export class Coverage {
  readonly #apart = new Map<Hex, Apart | null>();
  readonly #tokens: ReadonlySet<Hex>;

  constructor(state: ReplayState, asked: Hex | null) {
    for (const campaign of state.campaigns.values()) {
      this.#apart.set(campaign.id, reasonFor(state, campaign, asked));
    }
    this.#tokens = new Set(state.roles.get('token')?.keys());
  }

  /** Why a campaign is left out; null where it is not. */
  of(campaign: Hex): Apart | null {
    const reason = this.#apart.get(campaign);
    // What is said of a campaign that was never opened counts: somebody invented it.
    return reason === undefined ? null : reason;
  }

  /** Whether a finding counts for the verdict. */
  counts({ campaign, law, subject }: AuditFinding): boolean {
    if (campaign !== null) return this.of(campaign) === null;
    const token = law === 1 ? /^token (0x[0-9a-f]{40})$/.exec(subject)?.[1] : undefined;
    return token === undefined || this.#tokens.has(token as Hex);
  }
}

function reasonFor(state: ReplayState, campaign: CampaignState, asked: Hex | null): Apart | null {
  if (!isRecognised(state, 'desk', campaign.desk)) return 'desk';
  if (!isRecognised(state, 'token', campaign.config.token)) return 'token';
  return asked === null || asked === campaign.id ? null : 'notAsked';
}

/** Law by law, from the findings that count and from what could not be checked. */
export function lawRows(
  findings: readonly AuditFinding[],
  unchecked: ReadonlySet<LawNumber>,
): AuditReport['laws'] {
  return LAWS.map(({ number, text, statement }) => {
    const own = findings.filter(({ law }) => law === number).length;
    const without = unchecked.has(number) ? 'notChecked' : 'holds';
    return { number, text, statement, verdict: own > 0 ? 'broken' : without, findings: own };
  });
}
