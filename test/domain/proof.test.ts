import { expect } from 'chai';

import { ZERO_BYTES32 } from '../../domain/hex.ts';
import type { Rules, Terms } from '../../domain/ids.ts';
import { factsOf, isProven, proofOf } from '../../domain/proof.ts';
import { createRecord, type DeskRecord } from '../../domain/deskState.ts';
import { RULES } from './deskStory.ts';
import { account, ref } from './world.ts';

const at = { block: 1, logIndex: 0, tx: ref('tx'), timestamp: 1 };
const evidence = ref('waybill');
const ann = account('ann');
const factory = account('factory');

const terms: Terms = {
  campaign: ref('campaign'),
  number: 0,
  payee: factory,
  target: ZERO_BYTES32,
  amount: 1050n,
  category: 'goods',
  deliverBy: 2_000_000_000,
  documents: ref('documents'),
  recipient: account('hospital'),
};

function rulesWith(proof: Rules['proof']): Rules {
  return { ...RULES, proof };
}

/** A paid disbursement; bit 0: its recipient confirmed, bit 1: an auditor attested. */
function record(change: Partial<Terms>, bits: number): DeskRecord {
  const asked = createRecord(ref('p1'), { ...terms, ...change }, at, { epoch: 0, pausedTotal: 0 });
  return {
    ...asked,
    stage: 'paid',
    exposed: 1050n,
    evidence: bits === 0 ? [] : [{ digest: evidence, by: account('charity'), at }],
    confirmation: bits & 1 ? { evidence, received: 1050n, submitter: ann, at } : null,
    attestations: bits & 2 ? [{ auditor: ann, evidence, at }] : [],
  };
}

/** For nothing, confirmed, attested, both. */
function proven(policy: Rules['proof'], change: Partial<Terms> = {}): boolean[] {
  return [0, 1, 2, 3].map((bits) => isProven(record(change, bits), rulesWith(policy)));
}

describe('proof', () => {
  it('given facts about a payment, when one is shown, it is the highest', () => {
    const shown = [0, 1, 2, 3].map((bits) => proofOf(factsOf(record({}, bits))));
    expect(shown).to.deep.equal(['paid', 'confirmed', 'attested', 'attested']);
    const nothing = { evidenced: false, confirmed: false, attested: false };
    const facts = { ...nothing, disputed: false, writtenOff: false };
    expect(proofOf({ ...facts, evidenced: true })).to.equal('evidenced');
    expect(proofOf({ ...facts, attested: true, disputed: true })).to.equal('disputed');
    expect(proofOf({ ...facts, attested: true, disputed: true, writtenOff: true })).to.equal(
      'writtenOff',
    );
    expect(proofOf(factsOf(undefined))).to.equal('paid');
  });

  it('given somebody who receives goods, when proof is asked for, it takes whose word the policy names', () => {
    expect(proven('recipient')).to.deep.equal([false, true, false, true]);
    expect(proven('auditor')).to.deep.equal([false, false, true, true]);
    expect(proven('both')).to.deep.equal([false, false, false, true]);
  });

  it('given nobody who receives it, or a payee who receives cash, when proof is asked for, it takes an auditor', () => {
    const nobody = { recipient: '0x' } as const;
    expect(proven('recipient', nobody)).to.deep.equal([false, false, true, true]);
    expect(proven('both', nobody)).to.deep.equal([false, false, true, true]);
    const cash = { category: 'cash', recipient: factory } as const;
    expect(proven('recipient', cash)).to.deep.equal([false, false, false, true]);
  });
});
