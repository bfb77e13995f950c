import { expect } from 'chai';
import type {
  CampaignView,
  DisbursementView,
  EntryView,
  ErrorView,
  FindView,
  StatusView,
  TokenView,
} from '../../domain/views.ts';
import type { TraceView } from '../../domain/views/trace.ts';
import type { FlagsView } from '../../domain/views/flags.ts';
import type { InboxView } from '../../domain/views/inbox.ts';
import { rangeViews } from './support/expected.ts';
import type { Tale } from './support/tale.ts';
import { toldWorld } from './support/worlds.ts';
import type { World } from './support/world.ts';

describe('the index of a whole story', function () {
  this.timeout(600_000);
  let world: World;
  let tale: Tale;

  before(async () => {
    ({ world, tale } = await toldWorld());
  });

  const address = (name: keyof World['story']['people']): string =>
    world.story.people[name].address.toLowerCase();

  it('given every kind of event, when all routes are asked, it answers what a replay gives', async () => {
    const state = await world.expectReplay();
    const kinds = [...state.campaigns.values()].flatMap(({ entries }) =>
      entries.map((e) => e.kind),
    );
    expect(new Set(kinds)).to.deep.equal(new Set(['gift', 'batch', 'transfer', 'return']));
  });

  it('given the story, when the status is asked, it names the block that the answers speak of', async () => {
    const head = (await world.anvil.provider.getBlock('latest'))!;
    const status = await world.get<StatusView>('/status');
    const { ledger, desk, registry } = world.story.contracts;
    const lower = async (contract: { getAddress(): Promise<string> }) =>
      (await contract.getAddress()).toLowerCase();
    expect(status).to.deep.equal({
      chainId: 31337,
      ledger: await lower(ledger),
      desk: await lower(desk),
      registry: await lower(registry),
      deploymentBlock: 1,
      block: head.number,
      blockHash: head.hash,
      timestamp: head.timestamp,
    });
  });

  it('given live blocks, when a donation is mined, it is visible within two seconds', async () => {
    const { story } = world;
    const delays: number[] = [];
    for (let i = 0; i < 7; i++) {
      await story.give(tale.winter, story.people.bob, 20 + i);
      const mined = performance.now();
      await world.untilIndexed();
      delays.push(performance.now() - mined);
    }
    delays.sort((a, b) => a - b);
    expect(delays[3]).to.be.below(2_000);
    await world.expectReplay();
  });

  it('given a token, when tokens are listed, it says what the token calls itself', async () => {
    const [token] = await world.get<TokenView[]>('/tokens');
    expect(token).to.include({ symbol: 'RMBD', name: 'Demo Renminbi', decimals: 2 });
    expect(token).to.include({ recognised: true, generalFund: tale.general.id });
  });

  it('given pages of one row, when they are followed, it gives the whole list once', async () => {
    const whole = await world.get<EntryView[]>(`/givers/${address('alice')}`);
    expect(whole.length).to.be.above(3);
    expect(new Set(whole.map(({ giver }) => giver))).to.deep.equal(new Set([address('alice')]));
    const pages: EntryView[] = [];
    for (let after = ''; ;) {
      const page = await world.get<EntryView[]>(`/givers/${address('alice')}?limit=1${after}`);
      if (page.length === 0) break;
      pages.push(...page);
      after = `&after=${page[0]!.at.block}:${page[0]!.at.logIndex}`;
    }
    expect(pages).to.deep.equal(whole);

    const campaigns = await world.get<CampaignView[]>('/campaigns');
    const { block, logIndex } = campaigns[1]!.opened;
    expect(await world.get(`/campaigns?after=${block}:${logIndex}&limit=2`)).to.deep.equal(
      campaigns.slice(2, 4),
    );
    const entries = await world.get<EntryView[]>(`/campaigns/${tale.winter.id}/entries`);
    expect(await world.get(`/campaigns/${tale.winter.id}/entries?after=1&limit=2`)).to.deep.equal(
      entries.slice(2, 4),
    );
  });

  it('given part of an entry, when it is traced, it answers what a replay gives for that range', async () => {
    const state = await world.expectReplay();
    let asked = 0;
    for (const { id, entries } of state.campaigns.values()) {
      for (const { index, start, end } of entries) {
        const length = end - start;
        const cuts = [0n, length / 3n, (2n * length) / 3n, length];
        for (const [i, to] of cuts.slice(1).entries()) {
          const from = cuts[i]!;
          if (from === to) continue;
          const path = `/entries/${id}/${index}/trace?from=${from}&to=${to}`;
          const { slices } = await world.get<TraceView>(path);
          expect(slices, path).to.deep.equal(rangeViews(state, id, start + from, start + to));
          asked++;
        }
      }
    }
    expect(asked).to.be.above(20);
  });

  it('given a root, when a campaign’s entries are listed by it, it gives that batch alone', async () => {
    const { winter } = tale;
    const path = `/campaigns/${winter.id}/entries`;
    const batch = (await world.get<EntryView[]>(path)).find(({ kind }) => kind === 'batch')!;
    const root = batch.batch!.root;
    expect(await world.get(`${path}?root=${root}`)).to.deep.equal([batch]);
    expect(await world.get(`/campaigns/${tale.general.id}/entries?root=${root}`)).to.deep.equal([]);
  });

  it('given duties, when somebody asks what waits for them, it lists them by role', async () => {
    const { payments } = tale;
    const duties = async (name: keyof World['story']['people']) => {
      const inbox = await world.get<InboxView>(`/inbox/${address(name)}`);
      return inbox.items.map(({ role, action, disbursement }) => {
        const [what] = Object.entries(payments).find(([, { id }]) => id === disbursement.id)!;
        return `${role} ${action} ${what}`;
      });
    };
    expect(await duties('ben')).to.have.members([
      'auditor approve waiting',
      'auditor attest medicine',
      'auditor attest heaters',
      'auditor noteReturn medicine',
      'auditor noteReturn tents',
    ]);
    expect(await duties('ann')).to.have.members([
      'auditor attest medicine',
      'auditor attest heaters',
      'auditor noteReturn medicine',
      'auditor noteReturn tents',
    ]);
    expect(await duties('school')).to.have.members([
      'recipient confirm medicine',
      'recipient noteReturn medicine',
      'recipient noteReturn tents',
    ]);
    expect(await duties('charity')).to.have.members([
      'charity evidence unproven',
      'charity evidence tents',
      'charity noteReturn medicine',
      'charity noteReturn tents',
    ]);
    expect(await duties('alice')).to.deep.equal([]);
    const { campaigns } = await world.get<InboxView>(`/inbox/${address('ben')}`);
    expect(campaigns).to.have.length(5);
  });

  it('given a payee that gives, when flags are asked for, they name its payment and its gift', async () => {
    const { story } = world;
    await story.give(tale.winter, story.people.mill, 30);
    await world.expectReplay();
    const { flags } = await world.get<FlagsView>(`/flags?campaign=${tale.winter.id}`);
    const circular = flags.find(({ kind }) => kind === 'circularMoney');
    expect(circular?.figures).to.include({ account: address('mill'), cameBack: true });
    expect(new Set(circular?.evidence.map(({ kind }) => kind))).to.deep.equal(
      new Set(['payment', 'gift']),
    );
  });

  it('given names of all kinds, when they are looked for, it finds what they name', async () => {
    const { winter, payments } = tale;
    const [entry] = await world.get<EntryView[]>(`/campaigns/${winter.id}/entries`);
    const find = (q: string) => world.get<FindView>(`/find?q=${encodeURIComponent(q)}`);
    const nothing: FindView = { entries: [], campaigns: [], disbursements: [] };
    expect(await find(entry!.at.tx)).to.deep.equal({ ...nothing, entries: [entry] });
    expect(await find(` ${winter.id.toUpperCase().replace('0X', '0x')}:0 `)).to.deep.equal({
      ...nothing,
      entries: [entry],
      campaigns: [winter.id],
    });
    expect(await find(winter.id)).to.deep.equal({ ...nothing, campaigns: [winter.id] });
    const dear = payments['dear']!.id;
    expect(await find(dear)).to.deep.equal({ ...nothing, disbursements: [dear] });
    const { veto } = await world.get<DisbursementView>(`/disbursements/${dear}`);
    expect(await find(veto!.at.tx)).to.deep.equal({ ...nothing, disbursements: [dear] });
    expect((await find(address('school'))).disbursements).to.include(payments['blankets']!.id);
    expect((await find(address('alice'))).entries.map(({ giver }) => giver)).to.include(
      address('alice'),
    );
    expect(await find(`0x${'77'.repeat(32)}`)).to.deep.equal(nothing);
    expect(await find(`${winter.id}:4000000000`)).to.deep.equal(nothing);
  });

  it('given wrong requests, when they are made, it says in one line what is wrong', async () => {
    const { winter } = tale;
    const wrong: [string, number, string][] = [
      ['/campaigns/0x12', 400, 'BadRequest'],
      [`/campaigns/${winter.id}/entries?limit=0`, 400, 'BadRequest'],
      [`/campaigns/${winter.id}/entries?limit=501`, 400, 'BadRequest'],
      [`/campaigns/${winter.id}/entries?after=-1`, 400, 'BadRequest'],
      ['/campaigns?after=12', 400, 'BadRequest'],
      [`/campaigns/${winter.id}/entries?root=0x12`, 400, 'BadRequest'],
      ['/flags?campaign=0x12', 400, 'BadRequest'],
      ['/reconciliation?campaign=all', 400, 'BadRequest'],
      [`/entries/${winter.id}/1e3/trace`, 400, 'BadRequest'],
      [`/entries/${winter.id}/0/trace?from=1`, 400, 'BadRequest'],
      [`/entries/${winter.id}/0/trace?from=-1&to=5`, 400, 'BadRequest'],
      [`/entries/${winter.id}/0/trace?from=5&to=5`, 400, 'BadRequest'],
      [`/entries/${winter.id}/0/trace?from=0&to=${10n ** 28n}`, 400, 'BadRequest'],
      ['/givers/alice', 400, 'BadRequest'],
      ['/inbox/0x00', 400, 'BadRequest'],
      ["/find?q=';DROP TABLE entry;--", 400, 'BadRequest'],
      ['/find', 400, 'BadRequest'],
      [`/campaigns/0x${'77'.repeat(32)}`, 404, 'NotFound'],
      [`/disbursements/${winter.id}`, 404, 'NotFound'],
      [`/entries/${winter.id}/4000000000/trace`, 404, 'NotFound'],
      ['/nothing', 404, 'NotFound'],
    ];
    for (const [path, status, error] of wrong) {
      const answer = await world.ask(path);
      const body = answer.body as ErrorView;
      expect([path, answer.status, body.error]).to.deep.equal([path, status, error]);
      expect(Object.keys(body)).to.deep.equal(['error', 'message']);
      expect(body.message).to.match(/^[^\n]{5,200}$/);
    }
  });

  it('given a page of another origin, when it asks, it may read the answer', async () => {
    const response = await fetch(`${world.indexer!.url}/api/status`, {
      headers: { origin: 'https://example.org' },
    });
    await response.arrayBuffer();
    expect(response.headers.get('access-control-allow-origin')).to.equal('*');
  });

  it('given the demo, when the switch is on, it answers one unit off and keeps nothing of it', async () => {
    const path = `/entries/${tale.winter.id}/0/trace`;
    const turn = (on: unknown) =>
      world.ask('/demo/lie', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ on }),
      });
    const truth = await world.get<TraceView>(path);
    const campaign = await world.get<CampaignView>(`/campaigns/${tale.winter.id}`);
    expect((await turn('yes')).status).to.equal(400);
    expect(await turn(true)).to.deep.equal({ status: 200, body: { on: true } });
    expect(await world.get('/demo/lie')).to.deep.equal({ on: true });

    const lie = await world.get<TraceView>(path);
    const paid = truth.slices.findIndex(({ end }) => end.kind === 'payee');
    const off = BigInt(lie.slices[paid]!.to) - BigInt(truth.slices[paid]!.to);
    expect(off).to.equal(1n);
    const lying = await world.get<CampaignView>(`/campaigns/${tale.winter.id}`);
    expect(BigInt(lying.disbursed) - BigInt(campaign.disbursed)).to.equal(1n);
    expect({ ...lying, disbursed: campaign.disbursed }).to.deep.equal(campaign);

    await turn(false);
    await world.expectReplay();
  });
});
