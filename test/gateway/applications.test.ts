import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { id, Wallet } from 'ethers';
import {
  APPLICATION_TYPES,
  applicationDomain,
  applicationMessage,
  type Application,
} from '../../domain/application.ts';
import type { Hex } from '../../domain/hex.ts';
import { profileBytes, profileDigest, type Profile } from '../../domain/profile.ts';
import { openGateway, refusalOf, upload, type TestGateway } from './support.ts';

const REGISTRY: Hex = `0x${'2e'.repeat(20)}`;
const CHAIN = 31337;
const APPLICANT = new Wallet(id('applicant'));
const account = APPLICANT.address.toLowerCase() as Hex;
const PROFILE: Profile = {
  version: 1,
  name: { en: 'Firefly', zh: '萤火' },
  role: 'charity',
  story: { en: 'Lamps.', zh: '点灯。' },
};
const now = () => Math.floor(Date.now() / 1000);

describe('gateway: applications', () => {
  let gateway: TestGateway;
  let folder: string;
  let document: Hex;
  let env: Record<string, string>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sunline-applications-'));
    const deployment = join(folder, 'deployment.json');
    const contracts = { Registry: { address: REGISTRY } };
    const record = { chainId: CHAIN, block: 1, blockHash: id('block'), contracts };
    await writeFile(deployment, JSON.stringify(record));
    // Nothing answers there: a plain key's signature needs no chain.
    env = { RPC_URL: 'http://127.0.0.1:9', DEPLOYMENT: deployment, SIGNED_DIR: folder };
    gateway = await openGateway(env);
    const content = profileBytes(PROFILE);
    await upload(gateway.url, { name: 'profile.json', content, type: 'application/json' });
    document = await profileDigest(PROFILE);
  });
  afterEach(async () => {
    await gateway.remove();
    await rm(folder, { recursive: true });
  });

  async function signed(change: Partial<Application> = {}, wallet = APPLICANT) {
    const application: Application = { role: 'charity', account, document, at: now(), ...change };
    const signature = await wallet.signTypedData(
      applicationDomain(CHAIN, REGISTRY),
      { Application: [...APPLICATION_TYPES.Application] },
      applicationMessage(application),
    );
    return { ...application, signature };
  }
  const send = (body: object, url = gateway.url) =>
    fetch(`${url}/applications`, { method: 'POST', body: JSON.stringify(body) });
  async function listed(url = gateway.url): Promise<Application[]> {
    const answer = await fetch(`${url}/applications`);
    return ((await answer.json()) as { applications: Application[] }).applications;
  }

  it('given one that its account signed it is listed, and still is after a restart', async () => {
    const application = await signed();
    expect((await send(application)).status).to.equal(201);
    expect(await listed()).to.deep.equal([application]);
    const other = await openGateway(env);
    expect(await listed(other.url)).to.deep.equal([application]);
    await other.remove();
  });

  it('given a later one of the same account in the same role it takes the other’s place', async () => {
    const first = await signed({ at: now() - 60 });
    await send(first);
    const later = await signed();
    await send(later);
    await send(await signed({ role: 'witness' }));
    expect((await listed()).filter(({ role }) => role === 'charity')).to.deep.equal([later]);
    // Handed in again by somebody who kept it.
    expect(await refusalOf(await send(first))).to.equal('422 InvalidStatement');
  });

  it('given somebody else’s signature it is not kept', async () => {
    const forged = await signed({}, new Wallet(id('somebody')));
    expect((await send(forged)).status).to.be.oneOf([422, 503]);
    const moved = { ...(await signed()), role: 'auditor' };
    expect((await send(moved)).status).to.be.oneOf([422, 503]);
    expect(await listed()).to.deep.equal([]);
  });

  it('given an old one, or one whose document is not here or no profile, it says so', async () => {
    const old = await signed({ at: now() - 3 * 86_400 });
    expect(await refusalOf(await send(old))).to.equal('422 InvalidStatement');
    const elsewhere = await signed({ document: id('elsewhere') as Hex });
    expect(await refusalOf(await send(elsewhere))).to.equal('422 InvalidStatement');
    expect(await refusalOf(await send({ role: 'king' }))).to.equal('400 BadRequest');
    expect(await listed()).to.deep.equal([]);
  });

  it('given the file it is whole: nothing unfinished lies beside it', async () => {
    await Promise.all([send(await signed()), send(await signed({ role: 'auditor' }))]);
    const text = await readFile(join(folder, 'applications.json'), 'utf8');
    expect(JSON.parse(text)).to.have.length(2);
  });
});
