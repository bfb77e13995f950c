import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { slotAt, slotOfKey } from '../../../domain/storage.ts';
import type { Hex } from '../../../domain/hex.ts';
import { startAnvil, type Anvil } from '../../indexer/support/anvil.ts';
import * as doubts from '../../indexer/support/doubts.ts';
import { Story, type Payment } from '../../indexer/support/story.ts';
import { auditOf } from './support/scene.ts';

/** Numbers of the desk's mappings in its storage. */
const FILES = 4;
const EVIDENCE = 5;
const BALLOTS = 7;
const PROPOSALS = 8;
const CONFIRMED_SHARES = 10;
const SHARES = 11;
const SHORT_BY = 50n;

/** Every step that a desk knows, and then what it keeps of each of them, word by word. */
describe('audit: what a desk keeps of every payment', function () {
  this.timeout(240_000);
  let anvil: Anvil;
  let story: Story;
  let folder: string;
  let tale: doubts.Doubts;
  let less: Payment;
  let desk: Hex;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sunline-audited-desk-'));
    anvil = await startAnvil();
    story = await Story.begin(anvil.provider, folder);
    tale = await doubts.askForTooMuch(story);
    desk = (await story.contracts.desk.getAddress()).toLowerCase() as Hex;
  });
  after(async () => {
    await anvil.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const audited = () => auditOf({ url: anvil.url, record: story.contracts.record });

  const CHAPTERS: readonly [what: string, chapter: () => Promise<unknown>][] = [
    ['approvals are waiting', async () => {}],
    ['a payment was made', () => doubts.payTheFirst(story, tale)],
    ['less arrived, and others shall audit', () => doubts.fallShort(story, tale)],
    ['others audit', () => doubts.changeAuditors(story, tale)],
    ['a list confirmed, one of it with a new key', () => doubts.putRight(story, tale)],
    [
      'part came back, and a passkey is new',
      async () => {
        less = await doubts.confirmLess(story, tale);
      },
    ],
    ['a delivery is late', () => doubts.fallSilent(story, tale)],
    ['one was given up and others are disputed', () => doubts.giveUp(story, tale)],
  ];
  for (const [what, chapter] of CHAPTERS) {
    it(`given a desk at which ${what}, its whole storage is what its events make it`, async () => {
      await chapter();
      const { report } = await audited();
      expect(report.findings).to.deep.equal([]);
      expect(report.proven.areDesksComplete).to.equal(true);
    });
  }

  /** Writes a word into the desk's storage, audits, and puts the former one back. */
  async function auditWith(slot: Hex, change: (word: bigint) => bigint) {
    const { provider } = anvil;
    const former = await provider.getStorage(desk, slot);
    const write = async (word: bigint): Promise<void> => {
      const text = `0x${word.toString(16).padStart(64, '0')}`;
      await provider.send('anvil_setStorageAt', [desk, slot, text]);
      await provider.send('evm_mine', []);
    };
    await write(change(BigInt(former)));
    const { report } = await audited();
    await write(BigInt(former));
    expect(report.proven.areDesksComplete).to.equal(false);
    return report.findings.map(({ law, code, subject, campaign }) => {
      return [law, code, subject.split(`: ${desk}`)[0], campaign];
    });
  }

  it('given one more approval of a payment, it names the request', async () => {
    const { id, terms } = tale.payments.vast;
    const seen = await auditWith(slotOfKey(id, slotAt(FILES)), (word) => word ^ (4n << 24n));
    expect(seen).to.deep.equal([[9, 'storageDiffers', `request ${terms.number}`, tale.relief.id]]);
  });

  it('given evidence that stands for another payment, it names the evidence', async () => {
    const { rice, list } = tale.payments;
    const [digest] = await evidenceOf(rice);
    const slot = slotOfKey(digest!, slotOfKey(tale.relief.id, slotAt(EVIDENCE)));
    const seen = await auditWith(slot, () => BigInt(list.id));
    expect(seen).to.deep.equal([[9, 'storageDiffers', `evidence ${digest}`, tale.relief.id]]);
  });

  it('given a share that nobody confirmed, it names the request', async () => {
    const slot = slotOfKey(0, slotOfKey(less.id, slotAt(CONFIRMED_SHARES)));
    const about = `request ${less.terms.number}: confirmed shares`;
    const seen = await auditWith(slot, (word) => word | 2n);
    expect(seen).to.deep.equal([[9, 'storageDiffers', about, tale.relief.id]]);
  });

  it('given another sum of shares, it names the request', async () => {
    const slot = slotOfKey(less.id, slotAt(SHARES));
    const word = BigInt(await anvil.provider.getStorage(desk, slot));
    expect(word).to.equal((SHORT_BY << 96n) | 50n);
    const about = `request ${less.terms.number}: sum of shares`;
    const seen = await auditWith(slot, () => word + 1n);
    expect(seen).to.deep.equal([[9, 'storageDiffers', about, tale.relief.id]]);
  });

  it('given votes for a ruling that nobody cast, it counts words that no event tells of', async () => {
    const slot = slotOfKey(0, slotOfKey(tale.payments.late.id, slotAt(BALLOTS)));
    const seen = await auditWith(slot, () => 1n);
    expect(seen.map(([, code]) => code)).to.deep.equal(['storageUnknown']);
  });

  it('given another vote on who shall audit, it names the votes', async () => {
    const place = slotOfKey(tale.relief.id, slotAt(PROPOSALS));
    const votes: Hex = `0x${(BigInt(place) + 1n).toString(16).padStart(64, '0')}`;
    const seen = await auditWith(votes, (word) => word | (1n << 32n));
    const about = 'votes on auditors';
    expect(seen).to.deep.equal([[9, 'storageDiffers', about, tale.relief.id]]);
  });

  async function evidenceOf({ id }: Payment): Promise<Hex[]> {
    const { desk: contract } = story.contracts;
    const filter = contract.filters.EvidenceSubmitted(undefined, id);
    return (await contract.queryFilter(filter)).map(({ args }) => args.evidence as Hex);
  }
});
