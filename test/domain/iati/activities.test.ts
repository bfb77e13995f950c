import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { validateXML } from 'xmllint-wasm';
import { escrowOf } from '../../../domain/figures.ts';
import type { Hex } from '../../../domain/hex.ts';
import { iatiActivities } from '../../../domain/iati/activities.ts';
import type { Publisher } from '../../../domain/iati/publisher.ts';
import { escrowByMovements, movementsOf } from '../../../domain/iati/transactions.ts';
import type { CampaignMetadata } from '../../../domain/metadata.ts';
import { replay } from '../../../domain/replay.ts';
import type { ReplayState } from '../../../domain/state.ts';
import { xml, xmlDocument } from '../../../domain/xml.ts';
import { alice, charity, DeskStory, factory } from '../deskStory.ts';
import { account, DAY, ref, SCOPE } from '../world.ts';

const SCHEMAS = new URL('schema/', import.meta.url);
const schema = (name: string) => ({
  fileName: name,
  contents: readFileSync(new URL(name, SCHEMAS), 'utf8'),
});

const METADATA: CampaignMetadata = {
  version: 1,
  name: { en: 'Warm <Winter> & "more"', zh: '暖冬云岭' },
  summary: { en: 'Coats', zh: '棉衣' },
  story: { en: 'Long', zh: '长' },
  charity: { name: { en: 'Shanhai Bridge', zh: '山海桥' }, registration: '53' },
  appeal: { id: 'cloud-ridge', name: { en: 'Cloud Ridge', zh: '云岭' } },
  contact: 'post@example.org',
};

const PUBLISHER: Publisher = {
  metadataOf: (digest) => (digest === ref('metadata') ? METADATA : null),
  nameOf: (address) => address,
  tokenOf: () => ({ symbol: 'RMB', decimals: 2 }),
  organisationOf: (address) => (address === charity ? 'CN-SCIO-53' : undefined),
  documentsUrl: 'https://store.example/documents',
  country: 'CN',
  sector: '72010',
  time: 1_800_000_000,
};

async function complaints(file: string): Promise<string[]> {
  const { errors } = await validateXML({
    xml: { fileName: 'activities.xml', contents: file },
    schema: [schema('iati-activities-schema.xsd')],
    preload: [schema('iati-common.xsd'), schema('xml.xsd')],
  });
  return errors.map(({ message }) => message);
}

const exported = (state: ReplayState, publisher = PUBLISHER) =>
  iatiActivities(state, [...state.campaigns.values()], publisher);

/** A story in which money goes every way it can. */
function everything(): DeskStory {
  const story = new DeskStory();
  story.anchor(story.campaign, 10_000, 700);
  story.payment({ amount: 900n });
  story.deliver();
  story.giveBack(story.campaign, 0, 60);
  story.desk('ReportPublished', {
    campaign: story.campaign,
    report: ref('report'),
    nextDue: story.now + 400 * DAY,
  });
  story.payment({ payee: account('hands'), category: 'cash', amount: 100n, recipient: '0x' }, 1);
  story.transfer(story.campaign, story.fund, 300, ref('elsewhere'));
  return story;
}

describe('IATI activities', () => {
  it('given money that went every way when it is exported the file is valid by the schema', async () => {
    const story = everything();
    story.cancel(story.campaign);
    for (let index = 0; index < 3; index++) {
      if (story.canSettle(story.campaign, index)) story.settle(story.campaign, index);
    }
    const file = exported(story.replayed());
    expect(await complaints(file)).to.deep.equal([]);
    expect(file).to.contain('Warm &lt;Winter&gt; &amp; &quot;more&quot;');
    expect(file).to.contain('<activity-status code="5"/>');
    expect(file).to.contain('10000 small gifts, anchored together on this day');
    expect(file).not.to.contain(alice);
  });

  it('given nothing but the chain when it is exported the file is still valid', async () => {
    const bare: Publisher = {
      ...PUBLISHER,
      metadataOf: () => null,
      organisationOf: () => undefined,
      tokenOf: () => ({ symbol: 'WHO?', decimals: 0 }),
      documentsUrl: undefined,
      country: undefined,
      sector: undefined,
    };
    const file = exported(everything().replayed(), bare);
    expect(await complaints(file)).to.deep.equal([]);
    expect(file).to.contain('default-currency="XXX"');
  });

  it('given an element out of place when it is validated the schema complains', async () => {
    const file = exported(everything().replayed());
    expect(await complaints(file.replace('<iati-identifier>', '<wrong/><iati-identifier>'))).not.to
      .be.empty;
  });

  it('given a transfer when it is exported both activities name each other', () => {
    const story = everything();
    const file = exported(story.replayed());
    const [first, second] = file.split('</iati-activity>');
    const [fund, campaign] = first?.includes(`-${story.fund}</iati-id`)
      ? [first, second]
      : [second, first];
    expect(campaign).to.contain(`receiver-activity-id="${idOf(story.fund)}"`);
    expect(fund).to.contain(`provider-activity-id="CN-SCIO-53-${story.campaign}"`);

    function idOf(id: Hex): string {
      return /<iati-identifier>(\S+)<\/iati-identifier>/.exec(fund ?? '')?.[1] ?? id;
    }
  });

  it('given a payment and what came back of it when it is exported both are there, to the cent', () => {
    const file = exported(everything().replayed());
    expect(file).to.match(/ref="payment-0">\s+<transaction-type code="4"\/>[^]*?>9\.00</);
    expect(file).to.match(/<transaction-type code="4"\/>\s+[^\n]+\s+[^\n]+>-0\.60</);
    expect(file).to.match(/ref="payment-1">\s+<transaction-type code="3"\/>/);
    expect(file).to.contain('<target value="9.40"/>');
    expect(file).to.contain('<actual value="8.40"/>');
  });

  it('given any course of events when movements are added up they are what is in escrow', () => {
    const move = fc.record({ what: fc.nat(6), amount: fc.integer({ min: 1, max: 400 }) });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 14 }), fc.nat(2), (moves, end) => {
        const story = new DeskStory();
        for (const { what, amount } of moves) play(story, what, amount);
        if (end === 1) story.close(story.campaign);
        if (end === 2) {
          story.cancel(story.campaign);
          const { entries } = story.get(story.campaign);
          for (let i = 0; i < entries.length; i += 2) {
            if (story.canSettle(story.campaign, i)) story.settle(story.campaign, i);
          }
        }
        const state = replay(SCOPE, story.events);
        for (const campaign of state.campaigns.values()) {
          const movements = movementsOf(state, campaign, PUBLISHER);
          expect(escrowByMovements(movements)).to.equal(escrowOf(campaign));
        }
      }),
      { numRuns: 60 },
    );
  });
});

function play(story: DeskStory, what: number, amount: number): void {
  const { campaign, fund } = story;
  const line = story.get(campaign);
  const waiting = line.line.length - line.spent;
  if (what <= 1) story.give(campaign, alice, amount);
  else if (what === 2) story.anchor(campaign, 3, amount);
  else if (what === 3 && waiting >= amount)
    story.transfer(campaign, fund, amount, ref(`t${waiting}`));
  else if (waiting >= amount) {
    story.pay(campaign, factory, amount, ref(`p${waiting}`));
    if (what === 6) story.giveBack(campaign, line.payments.length - 1, 1);
  }
}

describe('XML', () => {
  it('given text from outside when it is written nothing of it is markup or forbidden', () => {
    const text = 'a<b>&"\u0000\ud800\u0008z';
    const file = xmlDocument(xml('t', { a: `${text}\n`, none: undefined }, text));
    expect(file).to.contain('<t a="a&lt;b&gt;&amp;&quot;z&#10;">a&lt;b&gt;&amp;&quot;z</t>');
  });
});
