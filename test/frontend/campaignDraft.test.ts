import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parseCampaignFile } from '../../domain/campaignFile.ts';
import { planCampaign } from '../../domain/campaignPlan.ts';
import type { Hex } from '../../domain/hex.ts';
import { parseMetadata } from '../../domain/metadata.ts';
import {
  complaintsOf,
  firstOpenStep,
  WIZARD_STEPS,
  type DraftContext,
} from '../../frontend/lib/campaignChecks.ts';
import {
  dayOf,
  draftOf,
  EMPTY_DRAFT,
  fileOf,
  slugOf,
  type CampaignDraft,
} from '../../frontend/lib/campaignDraft.ts';

const DAY = 86_400;
const NOW = 1_800_000_000;
const TOKEN: Hex = `0x${'70'.repeat(20)}`;
const account = (n: number): Hex => `0x${String(n).padStart(40, '0')}`;
const CONTEXT: DraftContext = { decimals: 2, now: NOW, account: account(9), hasFund: true };

const DRAFT: CampaignDraft = {
  ...EMPTY_DRAFT,
  name: { en: 'Warm Winter', zh: '' },
  summary: { en: 'Coats.', zh: '冬衣。' },
  story: { en: '', zh: '给孩子们的冬衣。' },
  charity: { en: 'Bridge', zh: '桥' },
  token: TOKEN,
  goal: '20，000。50',
  closes: dayOf(NOW + 60 * DAY),
  auditors: [account(1), account(2), account(3)],
};

describe('a campaign being written', () => {
  it('given a whole draft nothing is missing, and what one language lacks the other stands for', () => {
    for (const step of WIZARD_STEPS) expect(complaintsOf(step, DRAFT, CONTEXT)).to.deep.equal([]);
    const file = parseCampaignFile(fileOf(DRAFT));
    const { name, story } = parseMetadata(file.metadata);
    expect(name).to.deep.equal({ en: 'Warm Winter', zh: 'Warm Winter' });
    expect(story.en).to.equal('给孩子们的冬衣。');
    expect(file).to.include({ name: 'warm-winter', goal: '20000.50', exposureCap: '25%' });
  });

  it('given it as a file the contracts get what was typed', () => {
    const token = { address: TOKEN, symbol: 'RMB', decimals: 2 };
    const word: Hex = `0x${'1'.repeat(64)}`;
    const { rules, config } = planCampaign(parseCampaignFile(fileOf(DRAFT)), {
      charity: account(9),
      token,
      now: NOW,
      successor: word,
      metadata: word,
    });
    expect(rules).to.include({ goal: 2_000_050n, exposureCap: 500_012n, threshold: 2 });
    expect(rules).to.include({ challenge: 2 * DAY, managementCapBps: 1_000, proof: 'both' });
    expect(config.opens).to.equal(NOW);
    expect(dayOf(config.closes)).to.equal(DRAFT.closes);
  });

  it('given a file taken in the draft writes the same file again', () => {
    const text = readFileSync('docs/examples/campaign.json', 'utf8');
    const file = parseCampaignFile(JSON.parse(text));
    const draft = draftOf(file, parseMetadata(file.metadata), { RMB: TOKEN }, NOW);
    expect(draft).to.include({ token: TOKEN, challengeDays: '2', silenceDays: '180' });
    for (const step of WIZARD_STEPS) expect(complaintsOf(step, draft, CONTEXT)).to.deep.equal([]);
    const again = parseCampaignFile(fileOf(draft));
    const plain = ({
      auditors,
      threshold,
      proof,
      goal,
      exposureCap,
      claimWindow,
    }: typeof file) => ({
      ...{ auditors, threshold, proof, goal, exposureCap, claimWindow },
    });
    expect(plain(again)).to.deep.equal(plain(file));
    const { version, ...words } = parseMetadata(again.metadata);
    expect({ version, ...words }).to.deep.equal(parseMetadata(file.metadata));
  });

  const mistakes: [string, Partial<CampaignDraft>, string, string][] = [
    ['no name in either language', { name: { en: ' ', zh: '' } }, 'words', 'name'],
    ['a goal in words', { goal: 'a lot' }, 'money', 'goal'],
    ['too many decimals', { goal: '1.001' }, 'money', 'goal'],
    ['an opening in the past', { opens: dayOf(NOW - DAY) }, 'money', 'opens'],
    ['a closing before the opening', { opens: dayOf(NOW + 70 * DAY) }, 'money', 'closes'],
    ['no auditor', { auditors: [] }, 'council', 'auditors'],
    ['itself as auditor', { auditors: [account(9)] }, 'council', 'auditors'],
    ['more approvals than auditors', { threshold: 4 }, 'council', 'threshold'],
    ['31 days to object', { challengeDays: '31' }, 'council', 'challengeDays'],
    ['a cap of nothing', { exposurePercent: '0' }, 'limits', 'exposurePercent'],
    ['a cap above everything', { managementPercent: '101' }, 'limits', 'managementPercent'],
    ['reports every other year', { disclosureDays: '367' }, 'limits', 'disclosureDays'],
    ['a month of claims less a day', { claimDays: '29' }, 'limits', 'claimDays'],
    ['an end before the closing', { hardEnd: dayOf(NOW + DAY) }, 'limits', 'hardEnd'],
  ];
  for (const [what, change, step, field] of mistakes) {
    it(`given ${what} the step ${step} names the field`, () => {
      const draft = { ...DRAFT, ...change };
      expect(firstOpenStep(draft, CONTEXT)).to.equal(step);
      const wrong = WIZARD_STEPS.flatMap((one) => complaintsOf(one, draft, CONTEXT));
      expect(wrong).to.include(field);
    });
  }

  it('given a currency without a General Fund it cannot be the heir', () => {
    const context = { ...CONTEXT, hasFund: false };
    expect(complaintsOf('limits', DRAFT, context)).to.deep.equal(['successor']);
  });

  it('given a name in Chinese alone there is still a name for the file', () => {
    expect(slugOf({ en: '', zh: '暖冬' })).to.equal('campaign');
    expect(slugOf({ en: 'Été à Paris!', zh: '' })).to.equal('ete-a-paris');
  });
});
