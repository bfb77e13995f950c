import { ENUMS } from './eventShape.ts';
import type { EventOf } from './events.ts';
import { keccak256 } from './hash.ts';
import { concat, encodeWords, toBytes, type Hex } from './hex.ts';
import type { CategoryView } from './views.ts';

/** Ids of campaigns and disbursements, and the hashes that entries and rules are bound by. */

/** What a campaign is opened with: `ILedger.CampaignConfig`. */
export type CampaignConfig = Pick<
  EventOf<'CampaignOpened'>,
  | 'token'
  | 'opens'
  | 'closes'
  | 'minimum'
  | 'successor'
  | 'claimWindow'
  | 'silence'
  | 'hardEnd'
  | 'operators'
>;

/** A campaign's rules at its desk: `IDeskTypes.Rules`. */
export type Rules = Pick<
  EventOf<'RulesAdopted'>,
  | 'charity'
  | 'auditors'
  | 'threshold'
  | 'proof'
  | 'challenge'
  | 'goal'
  | 'exposureCap'
  | 'managementCapBps'
  | 'disclosure'
  | 'metadata'
>;

/** An exposure cap that caps nothing. */
export const NO_EXPOSURE_CAP = 2n ** 96n - 1n;

/** A management cap that caps nothing: all of what is paid, in hundredths of a percent. */
export const NO_MANAGEMENT_CAP = 10_000;

/** The exact terms of one disbursement: `IDeskTypes.Terms`. */
export interface Terms {
  readonly campaign: Hex;
  readonly number: number;
  /** Zero for a transfer. */
  readonly payee: Hex;
  /** Zero for a payment. */
  readonly target: Hex;
  readonly amount: bigint;
  readonly category: CategoryView;
  readonly deliverBy: number;
  readonly documents: Hex;
  readonly recipient: Hex;
}

/** `keccak256(abi.encode(config))`. */
export function configHash(config: CampaignConfig): Hex {
  const { token, opens, closes, minimum, successor, claimWindow, silence, hardEnd } = config;
  const { operators } = config;
  // A struct with a list inside: its offset first, the list's offset in the list's place.
  const head = [0x20n, token, opens, closes, minimum, successor, claimWindow, silence, hardEnd];
  return keccak256(encodeWords([...head, 9 * 32, operators.length, ...operators]));
}

/**
 * The campaign that `desk` opens on `ledger` with this configuration.
 * @param salt as the ledger gets it; a Desk passes {@link ledgerSalt}
 */
export function campaignId(
  chainId: number,
  ledger: Hex,
  desk: Hex,
  config: CampaignConfig,
  salt: Hex,
): Hex {
  return keccak256(encodeWords([chainId, ledger, desk, configHash(config), salt]));
}

/** `keccak256(abi.encode(rules))`, which a desk keeps instead of the rules. */
export function rulesHash(rules: Rules): Hex {
  const { charity, auditors, threshold, proof, challenge, goal, metadata } = rules;
  const { exposureCap, managementCapBps, disclosure } = rules;
  const policy = ENUMS.proofPolicy.indexOf(proof);
  const head = [0x20n, charity, 10 * 32, threshold, policy, challenge, goal];
  const limits = [exposureCap, managementCapBps, disclosure];
  return keccak256(encodeWords([...head, ...limits, metadata, auditors.length, ...auditors]));
}

/** The salt a Desk opens with, so that the campaign's id commits to the rules too. */
export function ledgerSalt(hashOfRules: Hex, salt: Hex): Hex {
  return keccak256(encodeWords([hashOfRules, salt]));
}

/** A disbursement's id at its desk: hash of (chain, desk, terms). */
export function disbursementId(chainId: number, desk: Hex, terms: Terms): Hex {
  const { campaign, number, payee, target, amount, category, deliverBy, documents } = terms;
  const recipient = toBytes(terms.recipient);
  const padding = new Uint8Array((32 - (recipient.length % 32)) % 32);
  const kind = ENUMS.category.indexOf(category);
  const head = encodeWords([chainId, desk, 3 * 32]);
  const body = [campaign, number, payee, target, amount, kind, deliverBy, documents, 9 * 32];
  return keccak256(concat(head, encodeWords([...body, recipient.length]), recipient, padding));
}

/** How a desk knows a recipient's key, or a list of them: `keccak256(recipient)`. */
export function recipientKey(recipient: Hex): Hex {
  return keccak256(toBytes(recipient));
}

/** The id of a proposal for other auditors, as its votes name it. */
export function proposalId(
  campaign: Hex,
  epoch: number,
  auditors: readonly Hex[],
  threshold: number,
  readyAt: number,
): Hex {
  const head = [campaign, epoch, 5 * 32, threshold, readyAt];
  return keccak256(encodeWords([...head, auditors.length, ...auditors]));
}

/** What a batch's leaf refers to: `keccak256(abi.encode(root, count, dataDigest))`. */
export function batchLink(root: Hex, count: number, dataDigest: Hex): Hex {
  return keccak256(encodeWords([root, count, dataDigest]));
}

/** What a Transfer's or Return's leaf refers to: `keccak256(abi.encode(campaign, start))`. */
export function sourceLink(campaign: Hex, start: bigint): Hex {
  return keccak256(encodeWords([campaign, start]));
}
