import { expect } from 'chai';
import type { ContractTransactionResponse } from 'ethers';
import type { IDeskTypes } from '../../typechain-types/contracts/Desk.ts';
import hre from 'hardhat';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fullBytes } from '../../bench/gas/fullBytes.ts';
import { GAS_TARGETS } from '../../bench/targets.ts';
import { assert, encodeAssertion } from '../../scripts/scenario/passkeys.ts';
import { campaignConfig, deskRules, openAtDesk } from './support/campaigns.ts';
import { DAY, digest, ethers, GENESIS, loadFixture, time, ZERO } from './support/chain.ts';
import { deployWorld, type World } from './support/deploy.ts';
import { readEntries, proveEntries, type ProofArgument } from './support/entries.ts';
import { payAndEvidence, type DeskScene, type Payment } from './support/deskScene.ts';
import { makePasskey } from './support/passkeys.ts';
import { buildShareList } from './support/shareList.ts';
import {
  authorizationNonce,
  signAuthorization,
  signDelivery,
  signDispute,
  signPermit,
  signShare,
} from './support/signatures.ts';
import {
  fundDonor,
  openWithFund,
  paymentTerms,
  requestAndApprove,
  Ruling,
} from './support/steps.ts';
import type { DeskCampaign } from './support/steps.ts';

const SNAPSHOT = new URL('gas.snapshot.json', import.meta.url);
const FAR = BigInt(GENESIS + 400 * DAY);
const GIFT = 25_000_000n;
const figures: Record<string, number> = {};

async function gasOf(sent: Promise<ContractTransactionResponse>): Promise<bigint> {
  const receipt = await (await sent).wait();
  if (receipt === null) throw new Error('not mined');
  return receipt.gasUsed;
}

function describeChange(name: string, before: number | undefined, now: number): string {
  if (before === undefined) return `${name} is new: ${now}`;
  return `${name} ${now > before ? 'grew' : 'shrank'} from ${before} to ${now}`;
}

/** Average of a few alike transactions, after one that is not counted. */
async function average(
  name: string,
  times: number,
  send: (round: number) => Promise<ContractTransactionResponse>,
): Promise<void> {
  await send(-1);
  let total = 0n;
  for (let round = 0; round < times; round++) total += await gasOf(send(round));
  figures[name] = Math.round(Number(total) / times);
}

/** A campaign with auditors, in the demo token, that one donor gave to 512 times. */
async function givenOften(): Promise<{ world: World; campaign: DeskCampaign }> {
  const world = await deployWorld();
  const campaign = await openWithFund(world);
  const { donor, operator, payee } = world.actors;
  await fundDonor(world, donor, 10n ** 15n);
  await fundDonor(world, operator, 10n ** 15n);
  await world.token.mint(payee.address, 1n);
  const ledger = world.ledger.connect(donor);
  for (let entry = 0; entry < 512; entry++) await ledger.donate(campaign.id, GIFT);
  return { world, campaign };
}

/** As many payments, evidenced, none of them proven. */
async function payOften(
  scene: DeskScene,
  times: number,
  changes: Partial<IDeskTypes.TermsStruct>,
): Promise<Payment[]> {
  const payments: Payment[] = [];
  for (let number = 0; number < times; number++) {
    payments.push(await payAndEvidence(scene, number, { amount: GIFT, ...changes }));
  }
  return payments;
}

/** What a round works on, the uncounted one before the first included. */
function at<T>(list: readonly T[], round: number): T {
  const found = list[round + 1];
  if (found === undefined) throw new Error(`nothing for round ${round}`);
  return found;
}

describe('Gas', () => {
  it('given 512 gifts when 512 more are given by approval it costs what it did', async () => {
    const { world, campaign } = await loadFixture(givenOften);
    const ledger = world.ledger.connect(world.actors.donor);
    let total = 0n;
    for (let entry = 512; entry < 1024; entry++) {
      total += await gasOf(ledger.donate(campaign.id, GIFT));
    }
    figures.donate = Math.round(Number(total) / 512);
  });

  it('given a permit when it is used and given in one multicall it costs what it did', async () => {
    const { world, campaign } = await loadFixture(givenOften);
    const { donor } = world.actors;
    const ledger = world.ledger.connect(donor);
    await world.token.connect(donor).approve(await world.ledger.getAddress(), 0n);
    const token = await world.token.getAddress();
    await average('donatePermit', 16, async () => {
      const { v, r, s } = await signPermit(world, donor, GIFT, FAR);
      return ledger.multicall([
        ledger.interface.encodeFunctionData('permit', [token, GIFT, FAR, v, r, s]),
        ledger.interface.encodeFunctionData('donate', [campaign.id, GIFT]),
      ]);
    });
  });

  it('given an authorization when it is relayed it costs what it did', async () => {
    const { world, campaign } = await loadFixture(givenOften);
    const { donor, relayer } = world.actors;
    const ledger = world.ledger.connect(relayer);
    const to = await world.ledger.getAddress();
    await average('donateAuthorization', 16, async (round) => {
      const salt = digest(`authorization ${round}`);
      const { v, r, s } = await signAuthorization(world.token, {
        payer: donor,
        to,
        value: GIFT,
        validAfter: 0n,
        validBefore: FAR,
        nonce: authorizationNonce(campaign.id, donor.address, salt),
      });
      const { address } = donor;
      return ledger.donateWithAuthorization(
        campaign.id,
        address,
        address,
        GIFT,
        salt,
        0n,
        FAR,
        v,
        r,
        s,
      );
    });
  });

  it("given a campaign in the chain's own coin when it is given to it costs what it did", async () => {
    const { world, campaign } = await loadFixture(givenOften);
    const { charity, donor, keeper } = world.actors;
    const none = { claimWindow: 0, silence: 0, hardEnd: 0, token: ethers.ZeroAddress };
    const fund = await openAtDesk(
      world,
      keeper,
      deskRules(world, { charity: keeper.address }),
      await campaignConfig(world, none),
    );
    const config = await campaignConfig(world, { token: ethers.ZeroAddress, successor: fund });
    const native = await openAtDesk(world, charity, campaign.rules, config);
    const ledger = world.ledger.connect(donor);
    const value = 10n ** 16n;
    await average('donateNative', 64, () => ledger.donateNative(native, { value }));
  });

  it('given an operator when batches are anchored it costs what it did', async () => {
    const { world, campaign } = await loadFixture(givenOften);
    const ledger = world.ledger.connect(world.actors.operator);
    await average('anchorBatch', 64, (round) =>
      ledger.donateBatch(
        campaign.id,
        GIFT,
        1_000_000,
        digest(`root ${round}`),
        digest(`data ${round}`),
      ),
    );
  });

  it('given a request when it walks to its attested delivery each step costs what it did', async () => {
    const { world, campaign } = await loadFixture(givenOften);
    const { charity, auditors, recipient, relayer, stranger } = world.actors;
    const desk = world.desk;
    const terms = Array.from({ length: 9 }, (_, number) =>
      paymentTerms(world, campaign.id, number, { amount: GIFT }),
    );
    const termsOf = (round: number) => at(terms, round);
    const evidence = (round: number) => digest(`evidence ${round}`);

    await average('request', 8, (round) =>
      desk.connect(charity).request(campaign.rules, termsOf(round)),
    );
    await average('approve', 8, (round) =>
      desk.connect(auditors[0]).approve(campaign.rules, termsOf(round)),
    );
    for (const each of terms) await desk.connect(auditors[1]).approve(campaign.rules, each);
    await time.increase(2 * DAY);
    await average('pay', 8, (round) => desk.connect(relayer).pay(termsOf(round)));
    await average('submitEvidence', 8, (round) =>
      desk.connect(charity).submitEvidence(termsOf(round), evidence(round)),
    );
    await average('confirmEcdsa', 8, async (round) => {
      const signature = await signDelivery(world, recipient, {
        campaign: campaign.id,
        disbursement: await desk.disbursementId(termsOf(round)),
        evidence: evidence(round),
        received: GIFT,
      });
      return desk
        .connect(stranger)
        .confirmDelivery(termsOf(round), evidence(round), GIFT, signature);
    });
    await average('attest', 8, (round) =>
      desk.connect(auditors[2]).attest(campaign.rules, termsOf(round), evidence(round)),
    );
  });

  it('given a recipient with a passkey when it confirms it costs what it did', async () => {
    const { world, campaign } = await loadFixture(givenOften);
    const passkey = await fullBytes(
      () => makePasskey(world),
      (made) => made.recipient,
    );
    const payments = await payOften(
      { world, campaign, terms: paymentTerms(world, campaign.id, 0) },
      9,
      {
        recipient: passkey.recipient,
      },
    );
    const desk = world.desk.connect(world.actors.stranger);
    await average('confirmPasskey', 8, async (round) => {
      const { terms, evidence, id } = at(payments, round);
      const asked = await desk.deliveryDigest(campaign.id, id, evidence, GIFT);
      const assertion = await fullBytes(
        () => assert(passkey, asked),
        ({ r, s }) => ethers.concat([r, s]),
      );
      const signature = encodeAssertion(assertion);
      return desk.confirmDelivery(terms, evidence, GIFT, signature);
    });
  });

  it('given a list of 300 households when one confirms its share it costs what it did', async () => {
    const { world, campaign } = await loadFixture(givenOften);
    const { recipient, stranger } = world.actors;
    const keys = Array.from({ length: 300 }, () => ({ key: recipient.address, amount: 3n }));
    const list = buildShareList(keys);
    const scene = { world, campaign, terms: paymentTerms(world, campaign.id, 0) };
    const [payment] = await payOften(scene, 1, { recipient: list.root });
    if (payment === undefined) throw new Error('nothing was paid');
    const { terms, evidence, id } = payment;
    await average('confirmShare', 8, async (round) => {
      const index = 20 + round;
      const word = { campaign: campaign.id, disbursement: id, evidence, index, received: 3n };
      const signature = await signShare(world, recipient, word);
      return world.desk
        .connect(stranger)
        .confirmShare(terms, evidence, at(list.shares, index - 1), 3n, signature);
    });
  });

  it('given payments that were made when they are followed up each step costs what it did', async () => {
    const { world, campaign } = await loadFixture(givenOften);
    const { charity, auditors, guardian, payee, recipient, relayer, stranger } = world.actors;
    const { id, rules } = campaign;
    const scene = { world, campaign, terms: paymentTerms(world, id, 0) };
    const due = GENESIS + 60 * DAY;
    const payments = await payOften(scene, 5, { deliverBy: due });
    const desk = world.desk;
    const none = { index: 0, amount: 0n, key: '0x', proof: [] };
    const [first, second] = auditors;
    await average('publishReport', 4, (round) =>
      desk.connect(charity).publishReport(id, rules, digest(`report ${round}`)),
    );
    await average('enrol', 4, (round) =>
      desk.connect(first).enrol(id, rules, digest(`list ${round}`), digest('who')),
    );
    await world.token.connect(payee).approve(await world.ledger.getAddress(), 100n * GIFT);
    for (const round of payments.keys()) {
      await world.ledger.connect(payee).returnFunds(id, round, 5n, 0, '0x');
    }
    await average('noteReturn', 4, (round) => desk.noteReturn(at(payments, round).terms));
    await average('dispute', 4, (round) =>
      desk.connect(first).dispute(rules, at(payments, round).terms, digest('doubt')),
    );
    await average('rule', 4, (round) =>
      desk.connect(first).rule(rules, at(payments, round).terms, Ruling.Resolve),
    );
    for (const { terms } of payments) await desk.connect(second).rule(rules, terms, Ruling.Resolve);
    await average('disputeDelivery', 4, async (round) => {
      const { terms, id: disbursement } = at(payments, round);
      const word = { campaign: id, disbursement, round: 1, index: 0, reason: digest('doubt') };
      const signature = await signDispute(world, recipient, word);
      return desk.connect(relayer).disputeDelivery(terms, none, digest('doubt'), signature);
    });
    await time.increaseTo(due + 1);
    await average('markOverdue', 4, (round) =>
      desk.connect(stranger).markOverdue(at(payments, round).terms),
    );
    figures.pause = Number(await gasOf(desk.connect(guardian).pause(id, 7 * DAY)));
  });

  it('given a cancelled campaign when its gifts are settled it costs what it did', async () => {
    const { world, campaign } = await loadFixture(givenOften);
    await requestAndApprove(world, campaign, paymentTerms(world, campaign.id, 0));
    await world.desk.pay(paymentTerms(world, campaign.id, 0));
    await world.desk.connect(world.actors.charity).cancel(campaign.id);
    const entries = await readEntries(world, campaign.id);
    const proofs = proveEntries(entries);
    const ledger = world.ledger.connect(world.actors.stranger);
    await average('settle', 32, (round) => {
      const linked = entries[300 + round];
      if (linked === undefined) throw new Error(`no entry for round ${round}`);
      const proof = proofs.of(300 + round) as unknown as ProofArgument;
      return ledger.settle(campaign.id, linked.entry, linked.source, proof);
    });
  });

  it('given three auditors when a campaign is opened it costs what it did', async () => {
    const { world, campaign } = await loadFixture(givenOften);
    const desk = world.desk.connect(world.actors.charity);
    const config = await campaignConfig(world, { successor: campaign.fund });
    await average('createCampaign', 4, (round) =>
      desk.openCampaign(campaign.rules, config, round < 0 ? ZERO : digest(`salt ${round}`)),
    );
  });

  it('given all figures when they are compared with the snapshot none has changed', () => {
    const known: Record<string, number> = existsSync(SNAPSHOT)
      ? (JSON.parse(readFileSync(SNAPSHOT, 'utf8')) as Record<string, number>)
      : {};
    const targets: Record<string, number | undefined> = GAS_TARGETS;
    const measured = Object.entries(figures).sort(([a], [b]) => a.localeCompare(b));
    for (const [name, figure] of measured) {
      const target = targets[name];
      const against = target === undefined ? '' : `target ${1_000 * target}`;
      console.log(`      ${name.padEnd(22)}${String(figure).padStart(8)}  ${against}`);
    }
    const changes = measured
      .filter(([name, figure]) => figure !== known[name])
      .map(([name, figure]) => describeChange(name, known[name], figure));
    // Instrumented code costs what it costs.
    if (hre.globalOptions.coverage) return;
    if (process.env.UPDATE_GAS === '1') {
      for (const change of changes) console.log(`      ${change}`);
      const text = JSON.stringify({ ...known, ...Object.fromEntries(measured) }, null, 2);
      writeFileSync(SNAPSHOT, `${text}\n`);
      return;
    }
    expect(changes, 'if this is meant, run again with UPDATE_GAS=1').to.deep.equal([]);
  });
});
