import { expect } from 'chai';
import type { CampaignView } from '../../domain/views.ts';
import type { ActivityItemView, ActivityView } from '../../domain/views/activity.ts';
import type { DirectoryView } from '../../domain/views/directory.ts';
import type { FlagsView } from '../../domain/views/flags.ts';
import type { FlowView } from '../../domain/views/flow.ts';
import type { Tale } from './support/tale.ts';
import { APP, toldWorld } from './support/worlds.ts';
import type { World } from './support/world.ts';

describe('what the index tells the public', function () {
  this.timeout(600_000);
  let world: World;
  let tale: Tale;

  before(async () => {
    ({ world, tale } = await toldWorld());
  });

  const list = (query: string) => world.get<DirectoryView>(`/directory?${query}`);
  const activity = (query: string) => world.get<ActivityView>(`/activity?${query}`);
  const idsOf = ({ campaigns }: { campaigns: readonly CampaignView[] }) =>
    campaigns.map(({ id }) => id);

  it('given campaigns, when they are filtered and sorted, it pages what fits and counts all of it', async () => {
    const all = await world.get<CampaignView[]>('/campaigns');
    const opened = all.map(({ id }) => id);
    const newest = await list('');
    expect(newest.total).to.equal(all.length);
    expect(idsOf(newest)).to.deep.equal(opened.toReversed());
    expect(newest.campaigns.toReversed()).to.deep.equal(all);
    expect(idsOf(await list('sort=oldest&page=1&limit=2'))).to.deep.equal(opened.slice(2, 4));
    expect(idsOf(await list('page=9&limit=2'))).to.deep.equal([]);

    const { camp, book } = tale;
    expect(await list('state=cancelled')).to.include({ total: 1 });
    expect(idsOf(await list('state=cancelled'))).to.deep.equal([camp.id]);
    expect(idsOf(await list('state=closed'))).to.deep.equal([book.id]);

    const { token, charity } = all[0]!;
    const byGiven = all.toSorted((a, b) => Number(BigInt(b.given) - BigInt(a.given)));
    const sorted = await list(`sort=given&token=${token.address}`);
    expect(idsOf(sorted)[0]).to.equal(byGiven[0]!.id);
    expect(sorted.campaigns.map(({ given }) => given)).to.deep.equal(
      byGiven.map(({ given }) => given),
    );
    const escrows = (await list(`sort=escrow&token=${token.address}`)).campaigns.map((one) =>
      Number(one.escrow),
    );
    expect(escrows).to.deep.equal(escrows.toSorted((a, b) => b - a));
    expect((await list(`charity=${charity}`)).total).to.equal(all.length);
    expect((await list(`token=0x${'77'.repeat(20)}`)).total).to.equal(0);
    expect((await list('recognised=1')).total).to.equal(all.length);
    expect((await list('recognised=0')).total).to.equal(0);
  });

  it('given activity, when it is paged, it tells everything once, the latest first', async () => {
    const whole = await activity('limit=500');
    const pages: ActivityItemView[] = [];
    for (let before = ''; ;) {
      const { items } = await activity(`limit=7${before}`);
      if (items.length === 0) break;
      pages.push(...items);
      const { block, logIndex } = items.at(-1)!.at;
      before = `&before=${block}:${logIndex}`;
    }
    expect(pages).to.deep.equal(whole.items);
    const places = whole.items.map(({ at }) => at.block * 10_000 + at.logIndex);
    expect(places).to.deep.equal(places.toSorted((a, b) => b - a));
    const counts = new Map<string, number>();
    for (const { kind } of whole.items) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    expect(Object.fromEntries(counts)).to.include({
      opened: 5,
      closed: 1,
      cancelled: 1,
      batch: 1,
      requested: 10,
      vetoed: 1,
      paid: 8,
      attested: 2,
    });
    const named = new Set(whole.campaigns.map(({ id }) => id));
    for (const { campaign, other } of whole.items) {
      expect(named.has(campaign)).to.equal(true);
      if (other !== null) expect(named.has(other)).to.equal(true);
    }
  });

  it('given one campaign, when its activity is asked for by theme, it tells that and no other', async () => {
    const { camp, winter, payments } = tale;
    const gifts = await activity(`campaign=${camp.id}&about=gifts`);
    expect(new Set(gifts.items.map(({ campaign }) => campaign))).to.deep.equal(new Set([camp.id]));
    expect(gifts.items.map(({ kind }) => kind)).to.have.members([
      ...['gift', 'gift', 'gift', 'transfer', 'return'],
    ]);
    const moved = gifts.items.find(({ kind }) => kind === 'transfer');
    expect(moved).to.include({ other: winter.id, units: '350' });
    const proofs = await activity(`campaign=${winter.id}&about=proofs`);
    expect(new Set(proofs.items.map(({ kind }) => kind))).to.deep.equal(
      new Set(['evidenced', 'confirmed', 'attested']),
    );
    const blankets = proofs.items.find(({ kind }) => kind === 'confirmed');
    expect([payments['blankets']!.id, payments['heaters']!.id]).to.include(
      blankets!.disbursement!.id,
    );
    expect(proofs.items.every(({ document }) => document !== null)).to.equal(true);
    const life = await activity(`campaign=${camp.id}&about=life`);
    expect(life.items.map(({ kind }) => kind)).to.deep.equal(['cancelled', 'opened']);
    const settled = await activity(`campaign=${camp.id}&about=payments`);
    expect(settled.items.filter(({ kind }) => kind === 'settled')).to.have.length(3);
  });

  it('given every campaign, when its flow is asked for, its ways add up to what came from outside', async () => {
    const campaigns = await world.get<CampaignView[]>('/campaigns');
    for (const { id, raised } of campaigns) {
      const flow = await world.get<FlowView>(`/campaigns/${id}/flow`);
      const { items } = await activity(`campaign=${id}&about=gifts&limit=500`);
      const back = items
        .filter(({ kind }) => kind === 'return')
        .reduce((sum, { units }) => sum + BigInt(units!), 0n);
      const sum = flow.ways.reduce((total, { units }) => total + BigInt(units), BigInt(flow.rest));
      expect(sum, id).to.equal(BigInt(raised) - back);
    }
  });

  it('given money passed on and given back, when its flow is asked for, it follows both, by hand', async () => {
    const { winter, clinic, camp, payments } = tale;
    const { mill, school } = world.story.people;
    const { ways } = await world.get<FlowView>(`/campaigns/${winter.id}/flow`);
    const toMill = ways.filter(({ via, end }) => via.length === 0 && end.kind === 'payee');
    const proofs = new Map<string, bigint>();
    for (const { units, end } of toMill) {
      if (end.kind !== 'payee') continue;
      expect(end).to.include({ payee: mill.address.toLowerCase(), category: 'goods' });
      expect(end.recipient).to.equal(school.address.toLowerCase());
      proofs.set(end.proof, (proofs.get(end.proof) ?? 0n) + BigInt(units));
    }
    // Blankets 1,200 less 200 given back; heaters 300; 100 unproven.
    expect(Object.fromEntries(proofs)).to.deep.equal({
      attested: 1000n,
      confirmed: 300n,
      paid: 100n,
    });
    const onward = ways.filter(({ via }) => via[0] === clinic.id);
    const toClinic = onward.reduce((sum, { units }) => sum + BigInt(units), 0n);
    expect(toClinic).to.equal(600n);
    expect(ways.some(({ via }) => via[0] === camp.id)).to.equal(true);
    const there = await world.get<FlowView>(`/campaigns/${clinic.id}/flow`);
    const fromWinter = there.ways.filter(({ from }) => from === winter.id);
    expect(fromWinter.reduce((sum, { units }) => sum + BigInt(units), 0n) >= 600n).to.equal(true);
    expect(payments['onward']).to.not.equal(undefined);
  });

  describe('feeds', () => {
    const ask = async (path: string, headers: Record<string, string> = {}) => {
      const response = await fetch(`${world.indexer!.url}/feeds${path}`, { headers });
      return { response, text: await response.text() };
    };
    const all = (text: string, pattern: RegExp) =>
      [...text.matchAll(pattern)].map(([, one]) => one);

    it('given a campaign, when its feed is read, it is Atom with permanent ids and absolute links', async () => {
      const { winter } = tale;
      const path = `/campaign/${winter.id}/atom.xml`;
      const { response, text } = await ask(`${path}?lang=zh`);
      expect(response.headers.get('content-type')).to.match(/^application\/atom\+xml/);
      expect(text).to.match(
        /^<\?xml version="1\.0" encoding="utf-8"\?>\n<feed xmlns="http:\/\/www/,
      );
      expect(text).to.include('xml:lang="zh-CN"');
      expect(text).to.include(`<link rel="alternate" href="${APP}/campaign/${winter.id}"`);
      expect(text).to.include(`<link rel="self" href="${world.indexer!.url}/feeds${path}?lang=zh"`);
      const ids = all(text, /<entry>\n<id>([^<]*)/g);
      const { items } = await activity(`campaign=${winter.id}&limit=100`);
      expect(ids).to.have.length(items.length);
      expect(new Set(ids).size).to.equal(ids.length);
      for (const id of ids) {
        expect(id).to.match(
          /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        );
      }
      const updated = all(text, /<updated>([^<]*)/g).map((time) => Date.parse(time!) / 1000);
      expect(updated.slice(1)).to.deep.equal(items.map(({ at }) => at.timestamp));
      expect(updated[0]).to.equal(items[0]!.at.timestamp);
      for (const link of all(text, /<link rel="alternate" href="([^"]*)/g)) {
        expect(link).to.match(
          /^https:\/\/give\.example\/(campaign|payment|follow)\/0x[0-9a-f]{64}/,
        );
      }

      const english = await ask(path);
      expect(english.text).to.match(/<title>Payment no\. \d+ was made: [\d.,]+ RMBD<\/title>/);
      expect(all(english.text, /<entry>\n<id>([^<]*)/g)).to.deep.equal(ids);
      const etag = english.response.headers.get('etag')!;
      const again = await ask(path, { 'if-none-match': etag });
      expect([again.response.status, again.text]).to.deep.equal([304, '']);
    });

    it('given a gift, when its feed is read, its steps name its own share of each payment', async () => {
      const { winter } = tale;
      const { text } = await ask(`/gift/${winter.id}/1/atom.xml`);
      // 500 of the second gift: 200 in the blankets, of which all were given back, then onward.
      const titles = all(text, /<entry>\n<id>[^<]*<\/id>\n<title>([^<]*)/g);
      expect(titles.at(-1)).to.equal('Gift of 5.00 RMBD');
      expect(titles.some((title) => title!.startsWith('Payment no. 1 was made: 2.00'))).to.equal(
        true,
      );
      const part = await ask(`/gift/${winter.id}/1/atom.xml?from=300&to=500`);
      expect(part.text).to.include('Gift of 2.00 RMBD');
    });

    it('given wrong addresses, when feeds are asked for, it refuses them in one line', async () => {
      const unknown = `0x${'77'.repeat(32)}`;
      const wrong: [string, number][] = [
        [`/campaign/${unknown}/atom.xml`, 404],
        [`/gift/${unknown}/0/atom.xml`, 404],
        [`/campaign/${tale.winter.id}/atom.xml?lang=fr`, 400],
        ['/campaign/0x12/atom.xml', 400],
      ];
      for (const [path, status] of wrong) {
        const { response, text } = await ask(path);
        expect([path, response.status]).to.deep.equal([path, status]);
        expect(JSON.parse(text))
          .to.have.property('message')
          .that.matches(/^[^\n]{5,200}$/);
      }
    });
  });

  it('given wrong queries, when they are made, it says in one line what is wrong', async () => {
    for (const path of [
      '/directory?state=asleep',
      '/directory?sort=given',
      '/directory?recognised=yes',
      '/directory?page=-1',
      '/directory?limit=0',
      '/activity?about=gossip',
      '/activity?before=12',
      '/activity?campaign=0x12',
    ]) {
      const { status, body } = await world.ask(path);
      expect([path, status]).to.deep.equal([path, 400]);
      expect(body)
        .to.have.property('message')
        .that.matches(/^[^\n]{5,200}$/);
    }
    expect(await world.ask(`/campaigns/0x${'77'.repeat(32)}/flow`)).to.include({ status: 404 });
  });

  // After the counts above, as it adds to the story.
  it('R3 given a batch that is anchored again, when flags are asked for, they name both entries', async () => {
    const { story } = world;
    await story.batch(tale.winter, 700, 300);
    await world.expectReplay();
    const { flags } = await world.get<FlagsView>(`/flags?campaign=${tale.winter.id}`);
    const repeated = flags.find(({ kind }) => kind === 'batchRepeated');
    expect(repeated?.figures).to.include({ entries: 2 });
    expect(repeated?.evidence.map(({ kind }) => kind)).to.deep.equal(['gift', 'gift']);
  });
});
