import { expect } from 'chai';
import {
  bundleJson,
  bundleOf,
  checkBundle,
  EmptyBundle,
  parseBundle,
  type DonorBundle,
} from '../../domain/donorBundle.ts';
import { EventArgumentError, UnknownEventError } from '../../domain/events.ts';
import { ZERO_ADDRESS } from '../../domain/hex.ts';
import { ShapeError } from '../../domain/shape.ts';
import { totalOf } from '../../domain/slices.ts';
import { alice, DeskStory, factory } from './deskStory.ts';
import { account, LEDGER, ref, REGISTRY } from './world.ts';

const PLACE = {
  chainId: 31337,
  ledger: LEDGER,
  registry: REGISTRY,
  block: 99,
  blockHash: ref('hash'),
  time: 1_800_000_000,
};

/** A story with a second line that the money reaches, and a third one that it never can. */
function story(): DeskStory {
  const told = new DeskStory();
  told.give(told.campaign, account('bob'), 500);
  told.payment({ amount: 900n });
  told.deliver();
  told.giveBack(told.campaign, 0, 60);
  const transfer = {
    payee: ZERO_ADDRESS,
    target: told.fund,
    recipient: '0x',
    amount: 1_300n,
  } as const;
  told.payment({ ...transfer, category: 'transfer' }, 1);
  const apart = told.open('apart');
  told.give(apart, account('bob'), 7);
  return told;
}

const taken = (told: DeskStory, giver = alice): DonorBundle =>
  bundleOf(PLACE, { giver }, told.replayed(), told.events);

/** As it comes back from a file. */
const reread = (bundle: DonorBundle): DonorBundle =>
  parseBundle(JSON.parse(JSON.stringify(bundleJson(bundle))));

describe('a donor’s bundle', () => {
  it('given a giver when the bundle is written and read again it traces every gift to the cent', () => {
    const told = story();
    const { gifts, findings } = checkBundle(reread(taken(told)));
    expect(findings).to.deep.equal([]);
    expect(gifts).to.have.length(1);
    const [gift] = gifts;
    expect(totalOf(gift!.slices)).to.equal(2_000n);
    expect(gift!.slices.map(({ end }) => end.kind)).to.include.members(['payee', 'escrow']);
  });

  it('given other campaigns when money never went there their events are left out', () => {
    const told = story();
    const bundle = taken(told);
    expect(bundle.seals.map(({ id }) => id)).to.have.members([told.campaign, told.fund]);
    expect(bundle.events.length).to.be.lessThan(told.events.length);
  });

  it('given somebody who gave nothing when a bundle is wanted it is refused', () => {
    expect(() => taken(story(), factory)).to.throw(EmptyBundle);
  });

  it('given an event left out, altered or invented when it is checked the seal is broken', () => {
    const bundle = reread(taken(story()));
    const { events } = bundle;
    const gift = events.findIndex(({ name }) => name === 'Donated');
    const evidence = events.findIndex(({ name }) => name === 'EvidenceSubmitted');
    const rules = events.findIndex(({ name }) => name === 'RulesAdopted');
    const broken = [
      events.toSpliced(evidence, 1),
      events.toSpliced(gift, 1),
      events.with(evidence, { ...events[evidence]!, evidence: ref('other') } as never),
      events.with(gift, { ...events[gift]!, giver: factory } as never),
      [...events, { ...events[gift]!, index: 2, start: 2_500n, end: 2_600n } as never],
      events.with(rules, { ...events[rules]!, metadata: ref('other') } as never),
      events.with(rules, { ...events[rules]!, threshold: 1, auditors: [factory] } as never),
      events.toSpliced(rules, 1),
    ];
    for (const changed of broken) {
      expect(checkBundle({ ...bundle, events: changed }).findings).not.to.be.empty;
    }
  });

  it('given a seal left out when it is checked the campaign without one is named', () => {
    const bundle = taken(story());
    const [, second] = bundle.seals;
    const { findings } = checkBundle({ ...bundle, seals: bundle.seals.slice(0, 1) });
    expect(findings.join()).to.contain(second!.id);
  });

  it('given times that cannot be when it is checked the event is named', () => {
    const bundle = taken(story());
    const { events } = bundle;
    const moved = (at: object) =>
      events.with(3, { ...events[3]!, at: { ...events[3]!.at, ...at } });
    for (const changed of [
      moved({ block: PLACE.block + 1 }),
      moved({ timestamp: PLACE.time + 1 }),
      moved({ timestamp: 1 }),
    ]) {
      const { findings } = checkBundle({ ...bundle, events: changed });
      expect(findings.join()).to.match(/behind the file's 99|a time that it cannot have/);
    }
  });

  it('given money that would go round for ever when it is checked nobody follows it', () => {
    const bundle = taken(story());
    const changed = bundle.events.map((event) =>
      event.name === 'ReturnReceived'
        ? { ...event, start: event.sourceStart, end: event.sourceStart + event.end - event.start }
        : event,
    );
    const { findings, gifts } = checkBundle({ ...bundle, events: changed });
    expect(findings).not.to.be.empty;
    expect(gifts.flatMap(({ slices }) => slices)).to.deep.equal([]);
  });

  it('given a small gift of another ledger when it is checked it is no gift of this one', () => {
    const bundle = taken(story());
    const other = { chainId: PLACE.chainId, ledger: account('other ledger') };
    const scope = { ...other, campaign: bundle.seals[0]!.id, operator: account('operator') };
    const proof = { index: 0, count: 1, siblings: [] };
    const words = { root: ref('root'), commitment: ref('gift'), reference: 'order 1' };
    const gift = { scope, ...words, sum: 1n, amount: 1n, proof, cid: '', file: 'kept' } as const;
    const about = { receipt: account('receipt') };
    const { findings } = checkBundle({ ...bundle, about, gifts: [gift] });
    expect(findings[0]).to.contain(`a gift is of ledger ${other.ledger}`);
  });

  it('given a file that is none when it is read it says what and where', () => {
    const json = () => JSON.parse(JSON.stringify(bundleJson(taken(story())))) as never;
    const changed = (change: (file: Record<string, never>) => void) => {
      const file = json();
      change(file);
      return () => parseBundle(file);
    };
    expect(changed((f) => Object.assign(f, { format: 'x' }))).to.throw(ShapeError, 'format');
    expect(changed((f) => Object.assign(f['place']!, { block: -1 }))).to.throw(ShapeError, 'block');
    expect(changed((f) => Object.assign(f['events']![0], { name: 'X' }))).to.throw(
      UnknownEventError,
    );
    expect(changed((f) => Object.assign(f['events']![0]['args'], { minimum: 'x' }))).to.throw(
      EventArgumentError,
    );
  });
});
