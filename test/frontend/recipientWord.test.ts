import { expect } from 'chai';

import type { Hex } from '../../domain/hex.ts';
import { disbursementId } from '../../domain/ids.ts';
import type { CampaignView, DisbursementView, TermsView } from '../../domain/views.ts';
import { loadConfig } from '../../frontend/app/config.ts';
import { FlowError } from '../../frontend/flows/errors.ts';
import { wordData, type RecipientWord } from '../../frontend/flows/recipientData.ts';

const CHAIN_ID = 31337;
const word = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`;
const address = (n: number): Hex => `0x${n.toString(16).padStart(40, '0')}`;

const DESK = address(0xd);
const TERMS: TermsView = {
  campaign: word(1),
  number: 3,
  payee: address(2),
  target: word(0),
  amount: '30000',
  category: 'goods',
  deliverBy: 2_000_000_000,
  documents: word(4),
  recipient: address(0xe),
};

const agreed = { ...TERMS, amount: BigInt(TERMS.amount) };
const campaign = { id: TERMS.campaign, desk: DESK } as CampaignView;
const shown = (terms: TermsView): DisbursementView =>
  ({
    id: disbursementId(CHAIN_ID, DESK, agreed),
    terms,
    rekeyed: [],
    disputes: [{}],
  }) as unknown as DisbursementView;
const WORDS: readonly RecipientWord[] = [
  { kind: 'Delivery', evidence: word(5), received: 30_000n },
  { kind: 'Dispute', reason: word(6) },
];

describe('pages: what a recipient signs', () => {
  const real = globalThis.fetch;
  before(async () => {
    const contract = { address: DESK, block: 1 };
    const deployment = {
      chainId: CHAIN_ID,
      block: 1,
      blockHash: word(9),
      contracts: { Desk: contract, Ledger: contract, Registry: contract },
    };
    globalThis.fetch = () =>
      Promise.resolve(
        Response.json({
          chainId: CHAIN_ID,
          ...{ rpcUrl: 'http://node.test', indexerUrl: 'http://index.test' },
          ...{ gatewayUrl: 'http://gateway.test', deployment },
        }),
      );
    await loadConfig();
  });
  after(() => {
    globalThis.fetch = real;
  });

  for (const said of WORDS) {
    it(`A10 given the terms agreed when a ${said.kind} is asked for the words name the payment by their hash and the round of disputes`, () => {
      const { domain, primaryType, message } = wordData(
        { campaign, disbursement: shown(TERMS) },
        said,
      );
      const { kind, ...rest } = said;
      expect([domain.verifyingContract, primaryType]).to.deep.equal([DESK, kind]);
      expect(message).to.deep.include({ disbursement: shown(TERMS).id, round: 1, ...rest });
    });

    for (const lie of [
      { amount: '20000' },
      { category: 'cash' },
      { payee: address(7) },
      { deliverBy: 1_900_000_000 },
      { documents: word(8) },
    ] as const) {
      it(`U6 given an index that shows another ${Object.keys(lie).join()} when a ${said.kind} is asked for there is nothing to sign`, () => {
        const subject = { campaign, disbursement: shown({ ...TERMS, ...lie }) };
        expect(() => wordData(subject, said)).to.throw(FlowError);
      });
    }
  }
});
