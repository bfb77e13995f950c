import { Teller } from './teller.ts';

/** The campaigns that the story is about, opened on its first morning. */
export function opening(): Teller {
  const teller = new Teller();
  for (const campaign of CAMPAIGNS) teller.tell({ do: 'campaign', ...RULES, ...campaign });
  return teller;
}

const DAY = 86_400;

/** What their rules have in common: the product's own defaults. */
const RULES = {
  threshold: 2,
  proof: 'both',
  challenge: 2 * DAY,
  managementCapBps: 1_000,
  disclosure: 90 * DAY,
};

/** Each exposure cap is what the campaign's largest orders need. */
const CAMPAIGNS = [
  {
    id: 'warm-winter',
    charity: 'shanhai',
    auditors: ['clearmirror', 'lantern', 'dipper'],
    goal: '500000.00',
    exposureCap: '180000.00',
  },
  {
    id: 'clinic',
    charity: 'rainbow',
    auditors: ['lantern', 'dipper', 'clearmirror'],
    goal: '80000.00',
    exposureCap: '25000.00',
  },
  {
    id: 'summer-camp',
    charity: 'rainbow',
    auditors: ['clearmirror', 'dipper'],
    goal: '30000.00',
    exposureCap: '7500.00',
  },
  {
    id: 'books',
    charity: 'shanhai',
    auditors: ['lantern', 'dipper'],
    goal: '5000.00',
    exposureCap: '1250.00',
  },
  {
    id: 'rosy-clouds',
    charity: 'rosyclouds',
    auditors: ['dipper', 'lantern'],
    threshold: 1,
    goal: '150000.00',
    exposureCap: '50000.00',
    disclosure: 30 * DAY,
  },
  {
    id: 'soup',
    charity: 'shanhai',
    auditors: ['lantern', 'dipper'],
    goal: '3000.00',
    exposureCap: '850.00',
  },
];
