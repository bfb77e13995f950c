import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { PGlite } from '@electric-sql/pglite';
import { openDatabase } from '../../../indexer/launcher/store.ts';
import { startIndexer, type Indexer, type IndexerOptions } from '../../../indexer/run.ts';
import type { Hex } from '../../../domain/hex.ts';
import type { ReplayState } from '../../../domain/state.ts';
import type {
  CampaignView,
  DisbursementView,
  EntryView,
  PartyView,
  StatusView,
} from '../../../domain/views.ts';
import type { FlagsView } from '../../../domain/views/flags.ts';
import type { ReconciliationView } from '../../../domain/views/reconciliation.ts';
import type { TraceView } from '../../../domain/views/trace.ts';
import { freePort, startAnvil, type Anvil } from './anvil.ts';
import { campaignView, disbursementView, entryView, partyViews, sliceViews } from './expected.ts';
import { flagsView, reconciliationView } from './expectedBooks.ts';
import { Story } from './story.ts';

/** A chain with the contracts, a folder, and an indexer that can come and go. */
export class World {
  readonly anvil: Anvil;
  readonly story: Story;
  readonly folder: string;
  indexer: Indexer | undefined;

  private constructor(anvil: Anvil, story: Story, folder: string) {
    this.anvil = anvil;
    this.story = story;
    this.folder = folder;
  }

  static async open(): Promise<World> {
    const folder = await mkdtemp(join(tmpdir(), 'sunline-index-'));
    const anvil = await startAnvil();
    return new World(anvil, await Story.begin(anvil.provider, folder), folder);
  }

  async index(options: Partial<IndexerOptions> = {}): Promise<Indexer> {
    this.indexer = await startIndexer({
      rpcUrl: this.anvil.url,
      deployment: this.story.contracts.record,
      dataDir: this.folder,
      port: await freePort(),
      ...options,
    });
    return this.indexer;
  }

  async close(): Promise<void> {
    await this.indexer?.stop();
    await this.anvil.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Something done to the stopped index's own database, and the schema in which its rows are. */
  async inDatabase(work: (database: PGlite, schema: string) => Promise<unknown>): Promise<void> {
    const name = readdirSync(this.folder).find((entry) => /^index-\d+-\w+$/.test(entry));
    const database = await openDatabase(join(this.folder, name!));
    const { rows } = await database.query<{ name: string }>(
      `SELECT nspname AS name FROM pg_namespace WHERE nspname LIKE 'sunline_%'`,
    );
    await work(database, rows[0]!.name);
    await database.close();
  }

  /** An answer of the read API, whatever its status. */
  async ask(path: string, init?: RequestInit): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${this.indexer!.url}/api${path}`, init);
    return { status: response.status, body: await response.json() };
  }

  /** An answer that must be there. */
  async get<T>(path: string): Promise<T> {
    const { status, body } = await this.ask(path);
    expect(status, `${path}: ${JSON.stringify(body)}`).to.equal(200);
    return body as T;
  }

  /** Waits until the index speaks of the chain's head, as the chain has it now; its Unix time. */
  async untilIndexed(): Promise<number> {
    const head = (await this.anvil.provider.getBlock('latest'))!;
    for (const until = Date.now() + 60_000; Date.now() < until;) {
      const { status, body } = await this.ask('/status').catch(() => ({ status: 0, body: null }));
      if (status === 200 && (body as StatusView).blockHash === head.hash) {
        return head.timestamp;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`block ${head.number} was not reached`);
  }

  /** Holds every answer of the read API against a replay of the chain's events, field by field. */
  async expectReplay(): Promise<ReplayState> {
    const now = await this.untilIndexed();
    const state = await this.story.replay();
    expect(state.findings).to.deep.equal([]);
    const campaigns = [...state.campaigns.values()];
    expect(await this.get<CampaignView[]>('/campaigns')).to.deep.equal(
      campaigns.map((campaign) => campaignView(state, campaign)),
    );
    const parties = await this.get<PartyView[]>('/parties');
    parties.sort((a, b) => (a.address < b.address ? -1 : 1));
    expect(parties).to.deep.equal(partyViews(state));
    for (const { id, entries, requests } of campaigns) {
      const campaign = state.campaigns.get(id)!;
      expect(await this.get<EntryView[]>(`/campaigns/${id}/entries?limit=500`)).to.deep.equal(
        entries.map((entry) => entryView(id, entry)),
      );
      expect(await this.get<DisbursementView[]>(`/campaigns/${id}/disbursements`)).to.deep.equal(
        requests.map((record) => disbursementView(state, campaign, record, now)),
      );
      for (const { index } of entries) await this.#expectTrace(state, id, index, now);
    }
    await this.#expectFlags(state, now);
    return state;
  }

  /** Flags and books, of all campaigns and of each. */
  async #expectFlags(state: ReplayState, now: number): Promise<void> {
    const [flags, books] = [flagsView(state, now), reconciliationView(state)];
    expect(await this.get<FlagsView>('/flags')).to.deep.equal(flags);
    expect(await this.get<ReconciliationView>('/reconciliation')).to.deep.equal(books);
    for (const id of state.campaigns.keys()) {
      const own = <T extends { campaign: Hex }>(all: readonly T[]): T[] =>
        all.filter(({ campaign }) => campaign === id);
      expect(await this.get<FlagsView>(`/flags?campaign=${id}`)).to.deep.equal({
        flags: own(flags.flags),
        bundles: own(flags.bundles),
      });
      const narrow = await this.get<ReconciliationView>(`/reconciliation?campaign=${id}`);
      expect(narrow.campaigns).to.deep.equal(own(books.campaigns));
      expect(narrow.tokens.map(({ escrow }) => escrow)).to.deep.equal(
        narrow.campaigns.map(({ escrow }) => escrow),
      );
    }
  }

  async #expectTrace(state: ReplayState, id: Hex, index: number, now: number): Promise<void> {
    const trace = await this.get<TraceView>(`/entries/${id}/${index}/trace`);
    const campaign = state.campaigns.get(id)!;
    expect(trace.slices).to.deep.equal(sliceViews(state, id, index));
    expect(trace.entry).to.deep.equal(entryView(id, campaign.entries[index]!));
    for (const { id: named, terms } of trace.disbursements) {
      const record = state.records.get(named)!;
      const line = state.campaigns.get(terms.campaign)!;
      expect(trace.disbursements.find(({ id: one }) => one === named)).to.deep.equal(
        disbursementView(state, line, record, now),
      );
    }
    for (const view of trace.campaigns) {
      expect(view).to.deep.equal(campaignView(state, state.campaigns.get(view.id)!));
    }
    for (const { path } of trace.slices) {
      for (const { campaign: passed, disbursement } of path) {
        expect(trace.campaigns.map(({ id: one }) => one)).to.include(passed);
        if (disbursement === null) continue;
        expect(trace.disbursements.map(({ id: one }) => one)).to.include(disbursement);
      }
    }
  }
}
