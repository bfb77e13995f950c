import { concat, dataSlice, id as hashOf } from 'ethers';
import { ZERO_BYTES32 } from '../../domain/hex.ts';
import { disbursementId, type Terms } from '../../domain/ids.ts';
import { addressOf } from '../../scripts/scenario/play/campaigns.ts';
import { deskCall, rulesStruct, termsStruct, toDesk } from '../../scripts/scenario/calls.ts';
import {
  assert,
  encodeAssertion,
  makePasskey,
  type Passkey,
} from '../../scripts/scenario/passkeys.ts';
import { playStep } from '../../scripts/scenario/play/steps.ts';
import { campaignNamed, disbursementNamed, type Stage } from '../../scripts/scenario/stage.ts';
import type { GasFigures, Progress, Sizes } from '../names.ts';
import { fullBytes } from './fullBytes.ts';
import { campaignStep, CHALLENGE, fillUpTo, firstAndRepeat, GIFT, type Ground } from './ground.ts';

const CAMPAIGN = 'households';
const DELIVERY_TIME = 100 * 86_400;

/** What it costs to hand in the word of a recipient who signs with a phone instead of an account. */
export async function measurePasskey(
  { demo }: Ground,
  { rounds }: Sizes,
  progress: Progress,
): Promise<GasFigures> {
  progress('deliveries confirmed with a passkey');
  await playStep(demo, campaignStep(CAMPAIGN));
  await fillUpTo(demo, CAMPAIGN, rounds + 1);
  const verifier = dataSlice(await demo.chain.read(demo.place.desk, deskCall('PASSKEYS')), 12);
  const passkey = await fullBytes(
    () => makePasskey(verifier),
    ({ recipient }) => recipient,
  );
  const { id, rules } = campaignNamed(demo, CAMPAIGN);
  const document = hashOf('household');
  const enrol = deskCall('enrol', [id, rulesStruct(rules), passkey.recipient, document]);
  await toDesk(demo, demo.actors.wallet('auditor 1'), enrol);

  const names = Array.from({ length: rounds + 1 }, (_, round) => `parcel ${round}`);
  for (const name of names) await request(demo, name, passkey);
  demo.chain.now += CHALLENGE;
  for (const disbursement of names) {
    await playStep(demo, { do: 'pay', disbursement, by: 'anyone' });
    await playStep(demo, { do: 'evidence', disbursement, text: `Note of ${disbursement}` });
  }
  const { repeat } = await firstAndRepeat(demo.chain, rounds, async (round) => {
    const { id: payment, terms, evidence } = disbursementNamed(demo, `parcel ${round}`);
    const digest = deskCall('deliveryDigest', [id, payment, evidence, GIFT]);
    const asked = await demo.chain.read(demo.place.desk, digest);
    const answer = await fullBytes(
      () => assert(passkey, asked),
      ({ r, s }) => concat([r, s]),
    );
    const signature = encodeAssertion(answer);
    const call = deskCall('confirmDelivery', [termsStruct(terms), evidence, GIFT, signature]);
    return toDesk(demo, demo.actors.wallet('anyone'), call);
  });
  return { confirmPasskey: repeat };
}

/** Asks for a payment whose recipient is a passkey, and has it approved. */
async function request(stage: Stage, name: string, { recipient }: Passkey): Promise<void> {
  const { place, chain, actors } = stage;
  const campaign = campaignNamed(stage, CAMPAIGN);
  const terms: Terms = {
    ...{ campaign: campaign.id, number: campaign.requests, amount: GIFT, category: 'goods' },
    ...{ payee: addressOf(stage, 'payee'), target: ZERO_BYTES32, recipient },
    ...{ deliverBy: chain.now + DELIVERY_TIME, documents: hashOf(name) as Terms['documents'] },
  };
  const call = deskCall('request', [rulesStruct(campaign.rules), termsStruct(terms)]);
  await toDesk(stage, actors.wallet(campaign.charity), call);
  campaign.requests += 1;
  stage.disbursements.set(name, {
    ...{ name, campaign, terms, payee: 'payee', recipient: null, evidence: ZERO_BYTES32 },
    id: disbursementId(place.chainId, place.desk, terms),
  });
  for (const auditor of ['auditor 1', 'auditor 2']) {
    await playStep(stage, { do: 'approve', disbursement: name, auditor });
  }
}
