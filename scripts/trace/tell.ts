import { formatAmount } from '../../domain/money.ts';
import type { Hex } from '../../domain/hex.ts';
import type { Point } from '../../domain/events.ts';
import type { DeskRecord } from '../../domain/deskState.ts';
import type { CampaignState, Entry, ReplayState } from '../../domain/state.ts';
import type { Slice, Step } from '../../domain/trace.ts';
import { formatMoment } from '../../domain/times.ts';
import { dayOf, factsInWords, short } from './facts.ts';
import type { NameOf } from './facts.ts';
import type { Token } from './source.ts';

/** Tells what became of one donation, slice by slice, each step with its proof and whose word it is. */
export class Teller {
  readonly #state: ReplayState;
  readonly #token: Token;
  readonly #nameOf: NameOf;

  constructor(state: ReplayState, token: Token, nameOf: NameOf) {
    this.#state = state;
    this.#token = token;
    this.#nameOf = nameOf;
  }

  tell(campaign: CampaignState, entry: Entry, slices: readonly Slice[]): string {
    const lines = [this.#headline(campaign, entry), ''];
    for (const slice of slices) lines.push(...this.#slice(slice), '');
    return lines.join('\n');
  }

  /** One gift inside a batch: `range` is its place in the campaign's line. */
  tellGift(
    campaign: CampaignState,
    { index, giver, batch, at }: Entry,
    gift: { readonly number: number; readonly reference: string | null },
    range: { readonly start: bigint; readonly end: bigint },
    slices: readonly Slice[],
  ): string {
    const { start, end } = range;
    const paid = gift.reference === null ? '' : `, payment ${gift.reference}`;
    const lines = [
      `A small gift of ${this.#money(end - start)}${paid}`,
      `gift ${gift.number + 1} of ${batch?.count} in the batch that is entry ${index}, anchored by ${this.#nameOf(giver)}`,
      when(at),
      `positions ${start} to ${end} of campaign ${campaign.id}`,
      '',
    ];
    for (const slice of slices) lines.push(...this.#slice(slice), '');
    return lines.join('\n');
  }

  #headline(campaign: CampaignState, { kind, index, giver, start, end, batch, at }: Entry): string {
    const amount = this.#money(end - start);
    const what = {
      gift: `a gift of ${amount} by ${this.#nameOf(giver)}`,
      batch: `a batch of ${batch?.count} gifts, ${amount}, anchored by ${this.#nameOf(giver)}`,
      transfer: `${amount} passed on from another campaign`,
      return: `${amount} given back to the campaign`,
    }[kind];
    const place = `positions ${start} to ${end} of campaign ${campaign.id}`;
    return `Entry ${index}: ${what}\n${when(at)}\n${place}`;
  }

  #slice({ from, to, path, end }: Slice): string[] {
    const lines = [`${this.#money(to - from)}`];
    for (const step of path) lines.push(...this.#step(step).map((line) => `  ${line}`));
    switch (end.kind) {
      case 'payee':
        lines.push(`  = at ${this.#nameOf(end.payee)}, ${end.proof}`);
        break;
      case 'escrow':
        lines.push(
          `  = in escrow of campaign ${short(end.campaign)}, ${this.#money(end.ahead)} ahead of it`,
        );
        break;
      case 'settled':
        lines.push(`  = back with ${this.#nameOf(end.to)} (the chain)`);
    }
    return lines;
  }

  #step({ kind, campaign, disbursement, target }: Step): string[] {
    const record = disbursement === null ? undefined : this.#state.records.get(disbursement);
    switch (kind) {
      case 'disbursement':
        return this.#payment(campaign, disbursement, record);
      case 'transfer':
        return [
          `→ passed on by campaign ${short(campaign)} to campaign ${short(target)} (the chain)`,
          ...this.#decision(record),
        ];
      case 'return':
        return [`→ given back by the payee to campaign ${short(target)} (the chain)`];
      case 'leftover':
        return [
          `→ left over when ${short(campaign)} closed, moved to ${short(target)} (the chain)`,
        ];
      case 'settlement':
        return [`→ settled from ${short(campaign)}, cancelled, to ${short(target)} (the chain)`];
    }
  }

  /** Facts of proof stay apart; each names whose word it is. */
  #payment(campaign: Hex, id: Hex | null, record: DeskRecord | undefined): string[] {
    if (record === undefined) {
      return [`→ paid by campaign ${short(campaign)}; its desk is not ours, so nothing is proven`];
    }
    const { terms, paid } = record;
    const lines = [
      `→ paid to ${this.#nameOf(terms.payee)} for ${terms.category}, disbursement ${short(id)} (the chain${paid === null ? '' : `, ${dayOf(paid.at)}`})`,
      ...this.#decision(record),
    ];
    const money = (units: bigint) => this.#money(units);
    for (const fact of factsInWords(record, this.#nameOf, money)) lines.push(`    ${fact}`);
    return lines;
  }

  #decision(record: DeskRecord | undefined): string[] {
    if (record === undefined) return [];
    const charity = this.#state.campaigns.get(record.terms.campaign)?.rules?.charity;
    const asked = charity === undefined ? '' : ` by ${this.#nameOf(charity)}`;
    const auditors = record.approvals.map(({ auditor }) => this.#nameOf(auditor)).join(' and ');
    return [`    asked for ${dayOf(record.requested)}${asked}, approved by ${auditors}`];
  }

  #money(units: bigint): string {
    return `${formatAmount(units, this.#token.decimals)} ${this.#token.symbol}`;
  }
}

function when({ timestamp, block, tx }: Point): string {
  return `${formatMoment(timestamp)}, block ${block}, transaction ${tx}`;
}
