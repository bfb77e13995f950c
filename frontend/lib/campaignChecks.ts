import { CAMPAIGN_LIMITS } from '../../domain/campaignFile.ts';
import { majorityOf } from '../../domain/campaignPlan.ts';
import { amountOrNull } from './amount.ts';
import { both, plain, type CampaignDraft } from './campaignDraft.ts';

/** The steps of writing a campaign, in order; the last one opens it. */
export const WIZARD_STEPS = ['words', 'money', 'council', 'limits', 'review'] as const;
export type WizardStep = (typeof WIZARD_STEPS)[number];

/** What is missing or wrong, by the name of the field; its sentence stands in the texts. */
export type DraftField =
  | 'name'
  | 'summary'
  | 'story'
  | 'charity'
  | 'token'
  | 'goal'
  | 'minimum'
  | 'opens'
  | 'closes'
  | 'auditors'
  | 'threshold'
  | 'challengeDays'
  | 'exposurePercent'
  | 'managementPercent'
  | 'disclosureDays'
  | 'successor'
  | 'claimDays'
  | 'silenceDays'
  | 'hardEnd';

/** What the checks need to know besides the draft. */
export interface DraftContext {
  /** Of the chosen token; null while it is not known. */
  readonly decimals: number | null;
  /** Unix seconds. */
  readonly now: number;
  /** The account that will open it, in lower case. */
  readonly account: string | null;
  /** Whether the token has a General Fund that can inherit. */
  readonly hasFund: boolean;
}

const DAY = 86_400;
const LONGEST_LIFE = 5 * 365;

/** The fields of one step that are missing or wrong, in the order of the page. */
export function complaintsOf(
  step: WizardStep,
  draft: CampaignDraft,
  context: DraftContext,
): DraftField[] {
  const checks = CHECKS[step];
  return (Object.keys(checks) as DraftField[]).filter((field) => !checks[field]?.(draft, context));
}

/** The first step that still has something missing; `review` where nothing has. */
export function firstOpenStep(draft: CampaignDraft, context: DraftContext): WizardStep {
  return WIZARD_STEPS.find((step) => complaintsOf(step, draft, context).length > 0) ?? 'review';
}

type Check = (draft: CampaignDraft, context: DraftContext) => boolean;

const CHECKS: Record<WizardStep, Partial<Record<DraftField, Check>>> = {
  words: {
    name: ({ name }) => both(name).en !== '',
    summary: ({ summary }) => both(summary).en !== '',
    story: ({ story }) => both(story).en !== '',
    charity: ({ charity }) => both(charity).en !== '',
  },
  money: {
    token: (_, { decimals }) => decimals !== null,
    goal: ({ goal }, { decimals }) => isAmount(goal, decimals),
    minimum: ({ minimum }, { decimals }) => minimum.trim() === '' || isAmount(minimum, decimals),
    opens: ({ opens }, { now }) => {
      if (opens === '') return true;
      const days = daysFrom(now, opens);
      return days !== null && days > 0 && days <= 364;
    },
    closes: ({ closes, opens, successor }, { now }) => {
      if (closes === '') return successor === 'none';
      const days = daysFrom(now, closes);
      const before = opens === '' ? 0 : (daysFrom(now, opens) ?? 0);
      return days !== null && days >= 0 && days >= before && days - before <= LONGEST_LIFE;
    },
  },
  council: {
    auditors: ({ auditors }, { account }) =>
      auditors.length > 0 &&
      auditors.length <= CAMPAIGN_LIMITS.auditors &&
      !auditors.some((one) => one === account),
    threshold: ({ auditors, threshold }) =>
      threshold === null || (threshold >= 1 && threshold <= Math.max(auditors.length, 1)),
    challengeDays: ({ challengeDays }) => isWithin(challengeDays, 0, 30),
  },
  limits: {
    exposurePercent: ({ exposurePercent }) =>
      exposurePercent === '' || isWithin(exposurePercent, 0.01, 100),
    managementPercent: ({ managementPercent }) => isWithin(managementPercent, 0, 100),
    disclosureDays: ({ disclosureDays }) => isWithin(disclosureDays, 1, 366),
    successor: ({ successor }, { hasFund }) => successor !== 'general' || hasFund,
    claimDays: ({ claimDays, successor }) =>
      successor === 'none' || isWithin(claimDays, 30, LONGEST_LIFE),
    silenceDays: ({ silenceDays, successor }) =>
      successor === 'none' || isWithin(silenceDays, 30, 365),
    hardEnd: ({ hardEnd, closes, opens, successor }, { now }) => {
      if (successor === 'none' || hardEnd === '') return true;
      const [end, shut] = [daysFrom(now, hardEnd), daysFrom(now, closes)];
      const begin = opens === '' ? 0 : (daysFrom(now, opens) ?? 0);
      return end !== null && end >= (shut ?? 0) && end - begin < LONGEST_LIFE;
    },
  },
  review: {},
};

/** How many auditors an approval takes. */
export const thresholdOf = ({ auditors, threshold }: CampaignDraft): number =>
  threshold ?? majorityOf(auditors.length);

const isAmount = (text: string, decimals: number | null): boolean =>
  decimals !== null && amountOrNull(text, decimals) !== null;

/** A figure of at most two digits behind the point, within bounds. */
function isWithin(text: string, least: number, most: number): boolean {
  const figure = plain(text);
  if (!/^\d{1,5}(\.\d{1,2})?$/.test(figure)) return false;
  return Number(figure) >= least && Number(figure) <= most;
}

/** Days from today to a day, both where the visitor is; null for what is no day. */
function daysFrom(now: number, day: string): number | null {
  const then = new Date(`${day}T12:00:00`).getTime();
  if (Number.isNaN(then)) return null;
  const today = new Date(now * 1000);
  today.setHours(12, 0, 0, 0);
  return Math.round((then - today.getTime()) / (DAY * 1000));
}
