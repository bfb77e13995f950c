import { EMPTY_DRAFT, type CampaignDraft, type Words } from './campaignDraft.ts';

/** The campaign that is being written, kept in this browser. */
const STORE = 'sunline.campaignDraft';

/** The draft that was kept; an empty one where there is none, or none that can be read. */
export function keptDraft(): CampaignDraft {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORE) ?? '{}');
    return isLike(kept) ? { ...EMPTY_DRAFT, ...kept } : EMPTY_DRAFT;
  } catch {
    return EMPTY_DRAFT;
  }
}

/** Keeps the draft in this browser; null forgets it. */
export function keepDraft(draft: CampaignDraft | null): void {
  try {
    if (draft === null) localStorage.removeItem(STORE);
    else localStorage.setItem(STORE, JSON.stringify(draft));
  } catch {
    // A browser that keeps nothing still lets the campaign be opened.
  }
}

/** Whether every field that is there is of the draft's kind: another version may have kept it. */
function isLike(kept: unknown): kept is Partial<CampaignDraft> {
  if (typeof kept !== 'object' || kept === null) return false;
  return Object.entries(kept).every(([key, value]) => {
    const model: unknown = EMPTY_DRAFT[key as keyof CampaignDraft];
    if (key === 'threshold') return value === null || typeof value === 'number';
    if (key === 'appeal') return value === null || typeof value === 'object';
    if (Array.isArray(model)) {
      return Array.isArray(value) && value.every((one) => typeof one === 'string');
    }
    if (typeof model !== 'object') return typeof value === typeof model;
    const words = value as Partial<Words> | null;
    return typeof words?.zh === 'string' && typeof words.en === 'string';
  });
}
