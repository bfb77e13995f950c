import type { GasName } from './names.ts';

/** What the project wants to reach, and what was once measured of peers that are not packages. */

/** Gas of whole transactions at most, in thousands. */
export const GAS_TARGETS: Readonly<Partial<Record<GasName, number>>> = {
  donate: 61.5,
  donateUsdc: 77,
  donatePermit: 81,
  donateAuthorizationUsdc: 112,
  donateNative: 43,
  anchorBatch: 65,
  pay: 115,
  payOver10000: 115,
  request: 90,
  submitEvidence: 80,
  confirmEcdsa: 60,
  confirmPasskey: 80,
  settle: 92,
  createCampaign: 250,
  traceCall100000: 90,
};

/** By how much gift number 100,000 may differ from gift number 1,000. */
export const GROWTH_TOLERANCE = 0.02;

/** How many times longer than the work it cannot do without something may take. */
export const FACTOR = 1.5;

/** Seconds for replaying and tracing a million entries together, without the root. */
export const REPLAY_SECONDS = 2;

/** Seconds of the processor, all programs together, in which a million gifts become a batch and a code is followed. */
export const BATCH_CPU_SECONDS = 120;

/** Bytes that the largest of these programs may hold at its peak. */
export const BATCH_PEAK_BYTES = 2e9;

/**
 * Peers measured once, on 2026-11-23, in thousand gas: whole transactions by Osaka's rules, a donor
 * who gave and approved before, OpenZeppelin's token.
 */
export const RECORDED_PEERS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'Giveth DonationHandler': { donate: 53.2, donateNative: 42.3, pay: 56.8, pay100: 1_481 },
  Endaoment: { donate: 73, pay: 85, createCampaign: 235 },
  Drips: { donate: 76.8, pay: 111.6, pay100: 937 },
  'Gitcoin Allo': {
    donate: 86.6,
    donatePermit: 100.8,
    pay: 118,
    pay100: 3_151,
    createCampaign: 592,
  },
  'Juicebox 5': {
    ...{ donate: 141.2, donateNative: 118.5, pay: 201.2, pay100: 2_803, createCampaign: 529 },
  },
  'Giveth LiquidPledging': { donate: 127.9, pay: 408 },
  Alice: { donate: 66.9, pay: 119.5 },
  Splits: { createCampaign: 163 },
};
