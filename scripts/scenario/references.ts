import { ScenarioFormatError } from './errors.ts';
import { GENERAL_FUND } from './steps.ts';
import type { Step } from './steps.ts';

/**
 * Follows the names of a scenario from step to step: each must stand for something that an earlier
 * step brought into being, and no two things of a kind may share one. A step that must fail brings
 * nothing into being.
 */
export class ReferenceCheck {
  readonly #campaigns = new Set([GENERAL_FUND]);
  readonly #entries = new Set<string>();
  readonly #gifts = new Set<string>();
  readonly #disbursements = new Set<string>();

  /** @throws ScenarioFormatError naming the field */
  visit(step: Step, where: string): void {
    const need = (known: ReadonlySet<string>, field: string, name: string, what: string) => {
      if (known.has(name)) return;
      throw new ScenarioFormatError(`${where}: ${field}: there is no ${what} ${quote(name)} yet`);
    };
    const add = (known: Set<string>, field: string, name: string, what: string) => {
      if (known.has(name)) {
        throw new ScenarioFormatError(
          `${where}: ${field}: there is ${article(what)} ${quote(name)} already`,
        );
      }
      if (step.fails !== true) known.add(name);
    };

    switch (step.do) {
      case 'campaign':
        need(this.#campaigns, 'successor', step.successor ?? GENERAL_FUND, 'campaign');
        return add(this.#campaigns, 'id', step.id, 'campaign');
      case 'donate':
        need(this.#campaigns, 'campaign', step.campaign, 'campaign');
        return add(this.#entries, 'id', step.id, 'entry');
      case 'batch':
        need(this.#campaigns, 'campaign', step.campaign, 'campaign');
        add(this.#entries, 'id', step.id, 'entry');
        return step.gifts.forEach(({ id }, i) => add(this.#gifts, `gifts[${i}].id`, id, 'gift'));
      case 'request':
      case 'fee':
        need(this.#campaigns, 'campaign', step.campaign, 'campaign');
        need(this.#campaigns, 'toCampaign', step.toCampaign ?? GENERAL_FUND, 'campaign');
        return add(this.#disbursements, 'id', step.id, 'disbursement');
      case 'return':
        need(this.#disbursements, 'disbursement', step.disbursement, 'disbursement');
        return add(this.#entries, 'id', step.id, 'entry');
      case 'approve':
      case 'veto':
      case 'pay':
      case 'evidence':
      case 'confirm':
      case 'attest':
      case 'dispute':
      case 'resolve':
      case 'writeOff':
      case 'mark':
        return need(this.#disbursements, 'disbursement', step.disbursement, 'disbursement');
      case 'report':
      case 'cancel':
      case 'close':
        return need(this.#campaigns, 'campaign', step.campaign, 'campaign');
      case 'settle':
        if (this.#canBe(step.entry)) return;
        throw new ScenarioFormatError(
          `${where}: entry: there is no entry ${quote(step.entry)} yet`,
        );
      case 'pause':
      case 'advance':
    }
  }

  /** Whether an entry's name makes sense so far: one of the file's own, or one that follows from it. */
  #canBe(entry: string): boolean {
    const [kind, ...rest] = entry.split(':');
    const name = rest.join(':');
    if (rest.length === 0) return this.#entries.has(entry);
    if (kind === 'to') return this.#disbursements.has(name);
    if (kind === 'return') return this.#canBe(name);
    if (kind !== 'leftover') return false;
    const [campaign = '', ...settled] = rest;
    return (
      this.#campaigns.has(campaign) && (settled.length === 0 || this.#canBe(settled.join(':')))
    );
  }
}

function article(what: string): string {
  return what === 'entry' ? 'an entry' : `a ${what}`;
}

function quote(name: string): string {
  return JSON.stringify(name.length > 40 ? `${name.slice(0, 40)}…` : name);
}
