import { caseOf, DAY, paymentOf, proves } from './model.ts';
import type { Case, Model, Payment } from './model.ts';
import type { RequestStep, StepOf, TwinStep } from './steps.ts';

/** What a step that passed changes in what the desk and the gates know; money moves elsewhere. */

const REST = 30 * DAY;

export function takeEffect(model: Model, step: TwinStep): void {
  switch (step.do) {
    case 'request':
    case 'fee':
      return ask(model, step);
    case 'approve':
      return approve(model, step);
    case 'veto':
      paymentOf(model, step.disbursement).stage = 'vetoed';
      return;
    case 'pay':
      return pay(model, paymentOf(model, step.disbursement));
    case 'evidence': {
      const payment = paymentOf(model, step.disbursement);
      caseOf(model, payment.campaign).usedEvidence.add(step.text);
      payment.evidence = step.text;
      return;
    }
    case 'confirm':
      return confirm(model, step);
    case 'attest': {
      const payment = paymentOf(model, step.disbursement);
      payment.attested = true;
      return settleProof(model, payment);
    }
    case 'dispute':
      return dispute(paymentOf(model, step.disbursement));
    case 'resolve':
    case 'writeOff':
      return rule(model, step);
    case 'mark':
      paymentOf(model, step.disbursement).late = true;
      return;
    case 'return':
      return giveBack(paymentOf(model, step.disbursement), Number(step.amount));
    case 'report': {
      const own = caseOf(model, step.campaign);
      // A pause may have moved the date further.
      own.reportDue = Math.max(own.reportDue, model.now + own.disclosure);
      return;
    }
    case 'pause':
      for (const own of model.cases.values()) pause(model, own, step.seconds ?? 7 * DAY);
      return;
    case 'cancel':
    case 'close': {
      const own = caseOf(model, step.campaign);
      own.closes = Math.min(own.closes, model.now);
      return;
    }
    case 'donate':
    case 'batch':
    case 'settle':
    case 'advance':
  }
}

function ask(model: Model, step: RequestStep): void {
  const own = caseOf(model, step.campaign);
  const category =
    step.do === 'fee'
      ? 'fee'
      : (step.category ?? (step.toCampaign === undefined ? 'goods' : 'transfer'));
  if (step.recipient !== undefined) own.enrolled.add(step.recipient);
  model.payments.set(step.id, {
    name: step.id,
    campaign: step.campaign,
    payee: step.payee ?? null,
    target: step.toCampaign ?? null,
    recipient: step.recipient ?? null,
    category,
    amount: Number(step.amount),
    deliverBy: model.now + (step.deliverBy ?? 100 * DAY),
    pausedBefore: own.pausedTotal,
    stage: 'requested',
    approvals: new Set(),
    payableFrom: 0,
    index: -1,
    evidence: null,
    confirmed: false,
    attested: false,
    disputed: false,
    late: false,
    writtenOff: false,
    exposed: 0,
    returned: 0,
    timesReturned: 0,
  });
}

function approve(model: Model, { disbursement, auditor }: StepOf<'approve'>): void {
  const payment = paymentOf(model, disbursement);
  const { threshold, challenge } = caseOf(model, payment.campaign);
  payment.approvals.add(auditor);
  if (payment.approvals.size === threshold) payment.payableFrom = model.now + challenge;
}

function pay(model: Model, payment: Payment): void {
  const own = caseOf(model, payment.campaign);
  payment.stage = 'paid';
  payment.index = model.line(own.name).payments.length;
  if (payment.target === null) payment.exposed = payment.amount;
  own.aliveAt = Math.max(own.aliveAt, model.now);
}

function confirm(model: Model, { disbursement, received }: StepOf<'confirm'>): void {
  const payment = paymentOf(model, disbursement);
  const kept = payment.amount - payment.returned;
  if (received !== undefined && Number(received) < kept) return dispute(payment);
  payment.confirmed = true;
  settleProof(model, payment);
}

function dispute(payment: Payment): void {
  payment.disputed = true;
}

function rule(model: Model, step: StepOf<'resolve' | 'writeOff'>): void {
  const payment = paymentOf(model, step.disbursement);
  payment.disputed = false;
  if (step.do === 'writeOff') {
    payment.writtenOff = true;
    free(payment);
  } else if (payment.exposed === 0) {
    free(payment);
  } else {
    settleProof(model, payment);
  }
}

/** What was given back needs no proof; all of it given back leaves nothing to prove. */
function giveBack(payment: Payment, amount: number): void {
  payment.returned += amount;
  payment.timesReturned += 1;
  const kept = payment.amount - payment.returned;
  payment.exposed = Math.min(payment.exposed, kept);
  if (kept === 0 && !payment.disputed) free(payment);
}

function settleProof(model: Model, payment: Payment): void {
  if (proves(caseOf(model, payment.campaign), payment)) free(payment);
}

function free(payment: Payment): void {
  payment.exposed = 0;
  payment.late = false;
}

/** Deadlines move along, and gifts stop where they could come in before the pause's end. */
function pause(model: Model, own: Case, seconds: number): void {
  const { now } = model;
  const until = now + seconds;
  own.pausedUntil = until;
  own.reportDue += seconds;
  own.pausedTotal += seconds;
  own.restsUntil = until + REST;
  if (model.line(own.name).state !== 'active' || now >= own.closes || own.opens >= until) return;
  const moved = own.closes + until - Math.max(now, own.opens);
  own.closes = Math.min(moved, own.hardEnd);
  own.opens = until;
}
