import type { Sent } from '../chain.ts';
import type { Stage } from '../stage.ts';
import type { Step } from '../steps.ts';
import { cancel, close, openCampaign, pause, publishReport } from './campaigns.ts';
import { giveBack, settle } from './comingBack.ts';
import { attest, confirm, evidence } from './delivery.ts';
import { approve, pay, request, veto } from './disbursements.ts';
import { dispute, markOverdue, rule } from './doubts.ts';
import { batch, donate } from './giving.ts';

/**
 * Plays one step; comes back with the calls of the product's contracts that it consists of (money
 * handed out and allowances given to make it possible are not among them).
 * @throws StepRejected
 */
export async function playStep(stage: Stage, step: Step): Promise<readonly Sent[]> {
  switch (step.do) {
    case 'campaign':
      return openCampaign(stage, step);
    case 'donate':
      return donate(stage, step);
    case 'batch':
      return batch(stage, step);
    case 'request':
    case 'fee':
      return request(stage, step);
    case 'approve':
      return approve(stage, step);
    case 'veto':
      return veto(stage, step);
    case 'pay':
      return pay(stage, step);
    case 'evidence':
      return evidence(stage, step);
    case 'confirm':
      return confirm(stage, step);
    case 'attest':
      return attest(stage, step);
    case 'dispute':
      return dispute(stage, step);
    case 'resolve':
    case 'writeOff':
      return rule(stage, step);
    case 'mark':
      return markOverdue(stage, step);
    case 'report':
      return publishReport(stage, step);
    case 'pause':
      return pause(stage, step);
    case 'return':
      return giveBack(stage, step);
    case 'cancel':
      return cancel(stage, step);
    case 'settle':
      return settle(stage, step);
    case 'close':
      return close(stage, step);
    case 'advance':
      await stage.chain.flush();
      stage.chain.now += step.seconds;
      return [];
  }
}
