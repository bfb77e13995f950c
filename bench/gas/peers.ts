import { AbiCoder, solidityPackedKeccak256, ZeroAddress, ZeroHash } from 'ethers';
import type { PeerFigures, Progress, Sizes } from '../names.ts';
import { create, readArtifact } from './artifact.ts';
import { allowAll, firstAndRepeat, GIFT, type Ground } from './ground.ts';

const EAS = '@ethereum-attestation-service/eas-contracts/artifacts/contracts';
const FLOW = '@sablier/flow/artifacts';
const SABLIER = '@sablier/evm-utils/artifacts';

/** The peers whose contracts are published as packages, on the same chain and with the same token. */
export async function measurePeers(
  ground: Ground,
  { rounds }: Sizes,
  progress: Progress,
): Promise<PeerFigures> {
  progress('peers');
  return {
    'Sablier Flow': await measureSablier(ground, rounds),
    EAS: await measureEas(ground, rounds),
  };
}

/** A hundredth of the token a second, with 18 digits as the contract counts. */
const RATE = 10n ** 16n;
const DAY = 86_400;

/** Streams into which a donor deposits and from which their recipient withdraws. */
async function measureSablier(
  { chain, demo }: Ground,
  rounds: number,
): Promise<Record<string, number>> {
  const [donor, payee] = [demo.actors.wallet('donor'), demo.actors.wallet('payee')];
  const { token } = demo.place;
  // Without a price there is no fee, which is the cheapest way in which it can be used.
  const code = readArtifact(`${SABLIER}/SablierComptroller.json`);
  const comptroller = await create(chain, code, [donor.address]);
  const initial = [donor.address, 0, 0, 0, 0, ZeroAddress];
  const proxy = await create(chain, readArtifact(`${SABLIER}/ERC1967Proxy.json`), [
    comptroller.address,
    comptroller.data('initialize', initial),
  ]);
  const descriptor = await create(chain, readArtifact(`${FLOW}/FlowNFTDescriptor.json`));
  const flow = await create(chain, readArtifact(`${FLOW}/SablierFlow.json`), [
    proxy.address,
    descriptor.address,
  ]);
  await allowAll(demo, 'donor', flow.address);
  const stream = [donor.address, payee.address, RATE, 0, token, false];
  const created = await firstAndRepeat(chain, rounds, () => flow.send(donor, 'create', stream));
  const donated = await firstAndRepeat(chain, rounds, () =>
    flow.send(donor, 'deposit', [1, GIFT, donor.address, payee.address]),
  );
  chain.now += DAY;
  const paid = await firstAndRepeat(chain, rounds - 1, () =>
    flow.send(payee, 'withdraw', [1, payee.address, GIFT]),
  );
  return {
    donate: donated.repeat,
    donateFirst: donated.first,
    pay: paid.repeat,
    payFirst: paid.first,
    createCampaign: created.repeat,
  };
}

const SCHEMA = 'bytes32 campaign,address giver,uint256 start,uint256 end';

/** A donation as an attestation of what our event says, 128 bytes; the money's move is not in it. */
async function measureEas(
  { chain, demo }: Ground,
  rounds: number,
): Promise<Record<string, number>> {
  const donor = demo.actors.wallet('donor');
  const registry = await create(
    chain,
    readArtifact(`${EAS}/SchemaRegistry.sol/SchemaRegistry.json`),
  );
  const eas = await create(chain, readArtifact(`${EAS}/EAS.sol/EAS.json`), [registry.address]);
  await registry.send(donor, 'register', [SCHEMA, ZeroAddress, false]);
  const packed = ['string', 'address', 'bool'];
  const schema = solidityPackedKeccak256(packed, [SCHEMA, ZeroAddress, false]);
  const { first, repeat } = await firstAndRepeat(chain, rounds, () => {
    const data = AbiCoder.defaultAbiCoder().encode(
      ['bytes32', 'address', 'uint256', 'uint256'],
      [schema, donor.address, GIFT, 2n * GIFT],
    );
    const request = [donor.address, 0, false, ZeroHash, data, 0];
    return eas.send(donor, 'attest', [[schema, request]]);
  });
  return { donate: repeat, donateFirst: first };
}
