import { caseOf, DAY, deadlineOf, heirOf, paidBy, paymentOf, sumOf } from './model.ts';
import type { Case, Model, Name, Payment } from './model.ts';
import type { RequestStep, StepOf, TwinStep } from './steps.ts';

/**
 * The first reason for which the contracts must refuse a step, by the name of its error; null where
 * they must let it pass. Reasons are looked at in the contracts' order.
 */

type Refusal = string | null;

const LONGEST_PAUSE = 7 * DAY;
const LONGEST_DELIVERY = 2 * 365 * DAY;
const MOST_RETURNS = 16;
const ALL_BPS = 10_000;

export function refusalOf(model: Model, step: TwinStep): Refusal {
  switch (step.do) {
    case 'donate':
      return atGate(model, step.campaign, Number(step.amount));
    case 'batch':
      return atGate(
        model,
        step.campaign,
        sumOf(step.gifts, ({ amount }) => Number(amount)),
      );
    case 'request':
    case 'fee':
      return ofRequest(model, step);
    case 'approve':
      return ofApproval(model, step);
    case 'veto':
      return ofVeto(model, step);
    case 'pay':
      return ofPayment(model, paymentOf(model, step.disbursement));
    case 'evidence':
      return ofEvidence(model, step);
    case 'confirm':
      return ofConfirmation(model, step);
    case 'attest':
      return ofAttestation(model, step);
    case 'dispute':
      return ofDispute(model, step);
    case 'resolve':
    case 'writeOff':
      return ofRuling(model, step);
    case 'mark':
      return ofMark(model, step);
    case 'return':
      return ofReturn(model, step);
    case 'report': {
      const { charity } = caseOf(model, step.campaign);
      return (step.by ?? charity) === charity ? null : 'Desk_NotCharity';
    }
    case 'pause':
      return ofPause(model, step);
    case 'cancel':
      return ofCancelling(model, step);
    case 'close':
      return ofClosing(model, step);
    case 'settle':
      return ofSettling(model, step);
    case 'advance':
      return null;
  }
}

function atGate(model: Model, name: Name, amount: number): Refusal {
  const { opens, closes, minimum } = caseOf(model, name);
  if (model.now < opens || model.now >= closes) {
    return model.line(name).state === 'active' ? 'Ledger_NotOpen' : 'Ledger_NotActive';
  }
  return amount < minimum ? 'Ledger_BelowMinimum' : null;
}

// ---------------------------------------------------------------- before payment

function ofRequest(model: Model, step: RequestStep): Refusal {
  const own = caseOf(model, step.campaign);
  const { charity, auditors, exposureCap, proof } = own;
  const { recipient, payee, toCampaign } = step;
  const amount = Number(step.amount);
  const category = step.do === 'fee' ? 'fee' : (step.category ?? 'goods');
  const isParty = (name: string) => name === charity || auditors.includes(name);
  // An auditor vouches for a recipient first, but not for a party of the campaign.
  if (recipient !== undefined && !own.enrolled.has(recipient) && isParty(recipient)) {
    return 'Desk_TwoRoles';
  }
  if ((step.by ?? charity) !== charity) return 'Desk_NotCharity';
  if (amount === 0) return 'Desk_BadTerms';
  const time = step.deliverBy ?? 100 * DAY;
  if (time <= 0 || time > LONGEST_DELIVERY) return 'Desk_BadTerms';
  if (toCampaign !== undefined) {
    if (toCampaign === step.campaign) return 'Desk_BadTarget';
    const receives = auditors.includes(caseOf(model, toCampaign).charity);
    return looserThan(model, own, toCampaign) ?? (receives ? 'Desk_TwoRoles' : null);
  }
  if (amount > exposureCap) return 'Desk_AboveCap';
  if (payee === charity && category !== 'management') return 'Desk_TwoRoles';
  if (recipient === undefined) {
    const isForSomebody = category !== 'management' && category !== 'fee';
    if (isForSomebody && proof !== 'auditor') return 'Desk_BadTerms';
  } else if (recipient === payee && category !== 'cash') {
    return 'Desk_TwoRoles';
  }
  return payee !== undefined && auditors.includes(payee) ? 'Desk_TwoRoles' : null;
}

/** Money may go on to campaigns whose management cap is no looser, or to the last fund. */
function looserThan(model: Model, { managementCapBps }: Case, target: Name): Refusal {
  const { managementCapBps: other, successor } = caseOf(model, target);
  return other > managementCapBps && successor !== null ? 'Desk_LooserCap' : null;
}

function ofApproval(model: Model, { disbursement, auditor }: StepOf<'approve'>): Refusal {
  const payment = paymentOf(model, disbursement);
  if (!caseOf(model, payment.campaign).auditors.includes(auditor)) return 'Desk_NotAuditor';
  if (payment.stage !== 'requested') return 'Desk_WrongStage';
  if (model.now > deadlineOf(model, payment)) return 'Desk_Lapsed';
  return payment.approvals.has(auditor) ? 'Desk_AlreadyDone' : null;
}

function ofVeto(model: Model, { disbursement, auditor }: StepOf<'veto'>): Refusal {
  const { campaign, stage } = paymentOf(model, disbursement);
  const { charity, auditors } = caseOf(model, campaign);
  // The charity may take its own request back.
  if (auditor !== charity && !auditors.includes(auditor)) return 'Desk_NotAuditor';
  return stage === 'requested' ? null : 'Desk_WrongStage';
}

function ofPayment(model: Model, payment: Payment): Refusal {
  const own = caseOf(model, payment.campaign);
  const { now } = model;
  const { payableFrom, stage, amount } = payment;
  if (stage !== 'requested') return 'Desk_WrongStage';
  if (payableFrom === 0 || now < payableFrom) return 'Desk_NotYetPayable';
  if (now > deadlineOf(model, payment)) return 'Desk_Lapsed';
  if (now < own.pausedUntil) return 'Desk_Paused';
  if (now > own.reportDue) return 'Desk_ReportOverdue';
  const paid = paidBy(model, own.name);
  if (paid.some(({ late }) => late)) return 'Desk_DeliveryOverdue';
  if (paid.some(({ disputed }) => disputed)) return 'Desk_Disputed';
  const capped = payment.target === null ? aboveCaps(own, payment, paid) : null;
  if (capped !== null) return capped;
  const { line, spent, state } = model.line(own.name);
  if (state !== 'active') return 'Ledger_NotActive';
  if (payment.target !== null) {
    if (model.line(payment.target).state !== 'active') return 'Ledger_NotActive';
    if (amount < caseOf(model, payment.target).minimum) return 'Ledger_BelowMinimum';
  }
  return amount > line.length - spent ? 'Ledger_NotEnoughEscrow' : null;
}

/** Laws 7 and 8. */
function aboveCaps(
  { exposureCap, managementCapBps }: Case,
  { amount, category }: Payment,
  paid: readonly Payment[],
): Refusal {
  if (sumOf(paid, ({ exposed }) => exposed) + amount > exposureCap) return 'Desk_ExposureExceeded';
  if (category !== 'management') return null;
  const toPayees = paid.filter(({ target }) => target === null);
  const kept = (payments: readonly Payment[]) =>
    sumOf(payments, (one) => one.amount - one.returned);
  const forManagement = toPayees.filter((one) => one.category === 'management');
  const share = (kept(forManagement) + amount) * ALL_BPS;
  return share > (kept(toPayees) + amount) * managementCapBps ? 'Desk_ManagementExceeded' : null;
}

// ---------------------------------------------------------------- after payment

/** Nothing can be said of what was not paid, and a transfer proves itself. */
function notPaidToPayee({ stage, target }: Payment): Refusal {
  if (stage !== 'paid') return 'Desk_WrongStage';
  return target === null ? null : 'Desk_BadTerms';
}

function ofEvidence(model: Model, { disbursement, text, by }: StepOf<'evidence'>): Refusal {
  const payment = paymentOf(model, disbursement);
  const { charity, usedEvidence } = caseOf(model, payment.campaign);
  if ((by ?? charity) !== charity) return 'Desk_NotCharity';
  return notPaidToPayee(payment) ?? (usedEvidence.has(text) ? 'Desk_BadEvidence' : null);
}

function ofConfirmation(model: Model, { disbursement, by, received }: StepOf<'confirm'>): Refusal {
  const payment = paymentOf(model, disbursement);
  const refusal = notPaidToPayee(payment);
  if (refusal !== null) return refusal;
  if (payment.recipient === null) return 'Desk_NoRecipient';
  if (payment.confirmed) return 'Desk_AlreadyDone';
  if (payment.evidence === null) return 'Desk_BadEvidence';
  const kept = payment.amount - payment.returned;
  const stated = received === undefined ? kept : Number(received);
  if (stated > kept || kept === 0) return 'Desk_ReceivedDiffers';
  if ((by ?? payment.recipient) !== payment.recipient) return 'Desk_BadSignature';
  return stated < kept && payment.disputed ? 'Desk_AlreadyDone' : null;
}

function ofAttestation(model: Model, { disbursement, auditor }: StepOf<'attest'>): Refusal {
  const payment = paymentOf(model, disbursement);
  if (!caseOf(model, payment.campaign).auditors.includes(auditor)) return 'Desk_NotAuditor';
  const refusal = notPaidToPayee(payment);
  if (refusal !== null) return refusal;
  if (payment.evidence === null) return 'Desk_BadEvidence';
  return payment.attested ? 'Desk_AlreadyDone' : null;
}

function ofDispute(model: Model, { disbursement, by }: StepOf<'dispute'>): Refusal {
  const payment = paymentOf(model, disbursement);
  const { auditors } = caseOf(model, payment.campaign);
  const refusal = notPaidToPayee(payment);
  if (refusal !== null) return refusal;
  const name = by ?? payment.recipient ?? auditors[0] ?? '';
  if (!auditors.includes(name)) {
    if (payment.recipient === null) return 'Desk_NoRecipient';
    if (name !== payment.recipient) return 'Desk_BadSignature';
  }
  return payment.disputed ? 'Desk_AlreadyDone' : null;
}

function ofRuling(model: Model, step: StepOf<'resolve' | 'writeOff'>): Refusal {
  const payment = paymentOf(model, step.disbursement);
  const refusal = notPaidToPayee(payment);
  if (refusal !== null) return refusal;
  if (step.do === 'resolve') return payment.disputed ? null : 'Desk_NotDisputed';
  return payment.exposed === 0 ? 'Desk_Proven' : null;
}

function ofMark(model: Model, { disbursement }: StepOf<'mark'>): Refusal {
  const payment = paymentOf(model, disbursement);
  const refusal = notPaidToPayee(payment);
  if (refusal !== null) return refusal;
  if (model.now <= deadlineOf(model, payment)) return 'Desk_NotOverdue';
  if (payment.exposed === 0) return 'Desk_Proven';
  return payment.late ? 'Desk_AlreadyDone' : null;
}

function ofReturn(model: Model, step: StepOf<'return'>): Refusal {
  const payment = paymentOf(model, step.disbursement);
  const { charity, minimum } = caseOf(model, payment.campaign);
  if (payment.stage !== 'paid') return 'Ledger_NotReturnable';
  if ((step.by ?? payment.payee ?? charity) !== payment.payee) return 'Ledger_NotPayee';
  const rest = payment.amount - payment.returned;
  const amount = Number(step.amount);
  const isEnough = amount === rest || amount >= minimum;
  const isPossible = amount > 0 && amount <= rest && payment.timesReturned < MOST_RETURNS;
  return isEnough && isPossible ? null : 'Ledger_NotReturnable';
}

// ---------------------------------------------------------------- campaigns as a whole

function ofPause({ now, cases }: Model, { seconds = LONGEST_PAUSE }: StepOf<'pause'>): Refusal {
  if (seconds === 0 || seconds > LONGEST_PAUSE) return 'Desk_BadPause';
  return [...cases.values()].some(({ restsUntil }) => now < restsUntil) ? 'Desk_Resting' : null;
}

function ofCancelling(model: Model, { campaign, by }: StepOf<'cancel'>): Refusal {
  const { aliveAt, silence, hardEnd, successor } = caseOf(model, campaign);
  if (model.line(campaign).state !== 'active') return 'Ledger_NotActive';
  if (successor === null) return 'Ledger_Terminal';
  if (by !== 'anyone') return null;
  return model.now <= Math.min(aliveAt + silence, hardEnd) ? 'Ledger_StillAlive' : null;
}

function ofClosing(model: Model, { campaign }: StepOf<'close'>): Refusal {
  const own = caseOf(model, campaign);
  const paid = paidBy(model, campaign);
  if (paid.some(({ exposed }) => exposed > 0)) return 'Desk_Unproven';
  if (paid.some(({ disputed }) => disputed)) return 'Desk_Disputed';
  if (own.successor === null) return 'Ledger_Terminal';
  const { charity: keeper } = caseOf(model, heirOf(model, campaign));
  if (own.auditors.includes(keeper)) return 'Desk_TwoRoles';
  return model.line(campaign).state === 'active' ? null : 'Ledger_NotActive';
}

function ofSettling(model: Model, { entry }: StepOf<'settle'>): Refusal {
  const place = model.entry(entry);
  if (place === undefined) return 'NoSuchEntry';
  const line = model.line(place.campaign);
  const { start, units, settled } = line.entries[place.index] ?? {
    start: 0,
    units: [],
    settled: false,
  };
  if (line.state !== 'cancelled') return 'Ledger_NotCancelled';
  if (start + units.length <= line.spent) return 'Ledger_NothingToSettle';
  return settled ? 'Ledger_AlreadySettled' : null;
}
