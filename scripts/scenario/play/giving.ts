import { keccak256, Signature } from 'ethers';
import { ZERO_ADDRESS } from '../../../domain/hex.ts';
import type { Hex } from '../../../domain/hex.ts';
import { buildSumTree } from '../../../domain/sumTree.ts';
import { ledgerCall, toLedger } from '../calls.ts';
import type { Sent } from '../chain.ts';
import { tokenInterface } from '../../chain/interfaces.ts';
import { saltOf } from '../salt.ts';
import { abi, campaignNamed } from '../stage.ts';
import type { Stage, StagedCampaign } from '../stage.ts';
import type { BatchStep, DonateStep } from '../steps.ts';

/** Seconds for which permits and authorizations are good. */
const GRACE = 3_600;

/** A gift, by whichever way its giver's wallet knows. */
export async function donate(stage: Stage, step: DonateStep): Promise<Sent[]> {
  const campaign = campaignNamed(stage, step.campaign);
  const giver = stage.actors.wallet(step.giver);
  await stage.purse.fill(giver.address, step.amount);
  const via = step.via ?? (stage.scenario.isNative ? 'native' : 'approve');
  const sent = await WAYS[via](stage, step, campaign);
  stage.records.expect(sent, () => step.id);
  return [sent];
}

type Way = (stage: Stage, step: DonateStep, campaign: StagedCampaign) => Promise<Sent>;

const WAYS: Record<NonNullable<DonateStep['via']>, Way> = {
  approve: async (stage, { giver, amount }, { id }) => {
    await allow(stage, giver, amount);
    const data = ledgerCall('donate', [id, amount]);
    return toLedger(stage, stage.actors.wallet(giver), data);
  },

  permit: async (stage, { giver, amount }, { id }) => {
    const { place, chain, actors } = stage;
    const wallet = actors.wallet(giver);
    const deadline = chain.now + GRACE;
    const { v, r, s } = Signature.from(
      await wallet.signTypedData(tokenDomain(stage), PERMIT, {
        owner: wallet.address,
        spender: place.ledger,
        value: amount,
        nonce: await permitNonce(stage, wallet.address),
        deadline,
      }),
    );
    const calls = [
      ledgerCall('permit', [place.token, amount, deadline, v, r, s]),
      ledgerCall('donate', [id, amount]),
    ];
    return toLedger(stage, wallet, ledgerCall('multicall', [calls]));
  },

  authorization: async (stage, step, { id }) => {
    const { place, chain, actors } = stage;
    const wallet = actors.wallet(step.giver);
    const salt = saltOf('authorization', step.id);
    const nonce = keccak256(
      abi.encode(['bytes32', 'address', 'bytes32'], [id, wallet.address, salt]),
    );
    const validBefore = chain.now + GRACE;
    const { v, r, s } = Signature.from(
      await wallet.signTypedData(tokenDomain(stage), AUTHORIZATION, {
        from: wallet.address,
        to: place.ledger,
        value: step.amount,
        validAfter: 0,
        validBefore,
        nonce,
      }),
    );
    const { address } = wallet;
    const data = ledgerCall('donateWithAuthorization', [
      id,
      address,
      address,
      step.amount,
      salt,
      0,
      validBefore,
      v,
      r,
      s,
    ]);
    return toLedger(stage, place.office, data);
  },

  native: async (stage, { giver, amount }, { id }) => {
    const { chain, place, actors } = stage;
    const wallet = actors.wallet(giver);
    // Where the story's money is a token, the purse has filled in that.
    if (place.token !== ZERO_ADDRESS) await chain.setCoins(wallet.address, amount);
    return toLedger(stage, wallet, ledgerCall('donateNative', [id]), amount);
  },
};

/** Many small gifts, anchored as one entry under the root of their sum tree. */
export async function batch(stage: Stage, step: BatchStep): Promise<Sent[]> {
  const { place, actors, documents } = stage;
  const campaign = campaignNamed(stage, step.campaign);
  const operator = actors.wallet(step.operator);
  const scope = {
    chainId: place.chainId,
    ledger: place.ledger,
    campaign: campaign.id,
    operator: operator.address.toLowerCase() as Hex,
  };
  // Whoever keeps the file looks up on chain whose campaign it is.
  await stage.chain.flush();
  const { leaves, dataDigest } = await documents.batch(scope, operator, step.gifts);
  const tree = buildSumTree(scope, leaves);
  const { root, sum, count } = tree;

  await stage.purse.fill(operator.address, sum);
  await allow(stage, step.operator, sum);
  const data = ledgerCall('donateBatch', [campaign.id, sum, count, root, dataDigest]);
  const sent = await toLedger(stage, operator, data);
  stage.records.expect(sent, () => step.id);
  stage.batches.set(step.id, { gifts: leaves, tree });
  let from = 0n;
  for (const { id: name, amount } of step.gifts) {
    stage.gifts.push({ name, batch: step.id, from, to: from + amount });
    from += amount;
  }
  return [sent];
}

/** Lets the ledger take exactly this amount of the token from an actor. */
export async function allow(
  { chain, place, actors }: Stage,
  name: string,
  amount: bigint,
): Promise<void> {
  if (place.token === ZERO_ADDRESS) return;
  const data = tokenInterface.encodeFunctionData('approve', [place.ledger, amount]);
  await chain.send(actors.wallet(name), { to: place.token, data });
}

const PERMIT = {
  Permit: [
    { name: 'owner', type: 'address' },
    { name: 'spender', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
};

const AUTHORIZATION = {
  ReceiveWithAuthorization: [
    { name: 'from', type: 'address' },
    { name: 'to', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'validAfter', type: 'uint256' },
    { name: 'validBefore', type: 'uint256' },
    { name: 'nonce', type: 'bytes32' },
  ],
};

function tokenDomain({ place }: Stage) {
  const { chainId, token, tokenName: name, tokenVersion: version } = place;
  return { name, version, chainId, verifyingContract: token };
}

async function permitNonce({ chain, place }: Stage, owner: string): Promise<bigint> {
  if (place.token === ZERO_ADDRESS) return 0n;
  return BigInt(
    await chain.read(place.token, tokenInterface.encodeFunctionData('nonces', [owner])),
  );
}
