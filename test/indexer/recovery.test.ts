import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { AlreadyRunningError, WrongChainError } from '../../indexer/launcher/errors.ts';
import { freePort, startAnvil } from './support/anvil.ts';
import { startFlakyNode, type FlakyNode } from './support/flakyNode.ts';
import type { Tale } from './support/tale.ts';
import type { World } from './support/world.ts';
import { toldWorld } from './support/worlds.ts';

/** How often the index is killed at random; a long hunt, with `KILLS=50`, takes as long as it takes. */
const FEW_KILLS = 1;
const KILLS = Number(process.env['KILLS'] ?? FEW_KILLS);
/** Within how many milliseconds of a start: while it starts, catches up, follows. */
const KILL_WITHIN = [1_000, 4_000, 10_000];
/** Milliseconds between gifts: all of a campaign's entries have to fit into one answer. */
const GIFT_EVERY = Math.max(500, 40 * KILLS);

const MAIN = fileURLToPath(new URL('../../indexer/main.ts', import.meta.url));

/** One chain and one folder go through all of it, as they would in life; it is the last to have that world. */
describe('an index in trouble', function () {
  this.timeout(KILLS > FEW_KILLS ? 0 : 600_000);
  let world: World;
  let tale: Tale;

  before(async () => {
    ({ world, tale } = await toldWorld());
  });

  /** Donations until told to stop. */
  function keepGiving(): () => Promise<void> {
    const { story } = world;
    const stop = new AbortController();
    const giving = (async () => {
      for (let i = 0; !stop.signal.aborted; i++) {
        await story.give(tale.winter, story.people.alice, 30 + (i % 50));
        await wait(GIFT_EVERY);
      }
    })();
    return async () => {
      stop.abort();
      await giving;
    };
  }

  /** Process id of the indexer on this world's folder, once there is one. */
  async function runningPid(): Promise<number> {
    for (const until = Date.now() + 60_000; Date.now() < until;) {
      const file = readdirSync(world.folder).find((name) => name.endsWith('.pid'));
      if (file !== undefined) return Number(readFileSync(join(world.folder, file), 'utf8'));
      await wait(10);
    }
    throw new Error('no indexer was started');
  }

  /** The class of error that a start is refused with. */
  async function refusal(start: Promise<unknown>): Promise<unknown> {
    return start.then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  describe('I2 killed', () => {
    it('given kill −9 at random moments, when it starts again, it equals a replay', async () => {
      const stopGiving = keepGiving();
      const any = Math.floor(KILL_WITHIN.length * Math.random());
      const moments = Array.from({ length: KILLS }, (_, kill) =>
        Math.round((KILL_WITHIN[(any + kill) % KILL_WITHIN.length] ?? 0) * Math.random()),
      );
      // Once when it is at work for certain.
      const atWork = world.indexer!;
      process.kill(atWork.pid, 'SIGKILL');
      expect(await atWork.exited).to.equal(null);
      for (const moment of moments) {
        const starting = world.index().catch(() => undefined);
        const pid = await runningPid();
        await wait(moment);
        process.kill(pid, 'SIGKILL');
        await (
          await starting
        )?.exited;
      }
      await stopGiving();
      await world.index();
      try {
        await world.expectReplay();
      } catch (error) {
        throw new Error(`killed after ${moments.join(', ')} ms`, { cause: error });
      }
    });

    it('given rows that were damaged, when it starts again, it makes them anew and asks for nothing twice', async () => {
      await world.indexer?.stop();
      await world.inDatabase(async (database, schema) => {
        await database.query('SET session_replication_role = replica');
        await database.query(`UPDATE "${schema}".campaign SET raised = raised + 1`);
      });
      const log: string[] = [];
      await world.index({ onLog: (line) => log.push(line) });
      expect(log.join('\n')).to.match(/"cache_rate":"(9\d|100)(\.\d)?%"/);
      await world.expectReplay();
    });

    it('given an indexer at work, when another one wants its folder, it is refused', async () => {
      const { indexer } = world;
      expect(await refusal(world.index())).to.be.instanceOf(AlreadyRunningError);
      expect(world.indexer).to.equal(indexer);
    });

    it('given a node of another chain, when it starts, it is refused', async () => {
      const other = await startAnvil();
      const answer = await refusal(world.index({ rpcUrl: other.url }));
      await other.stop();
      expect(answer).to.be.instanceOf(WrongChainError);
    });
  });

  describe('I1 under re-orgs', () => {
    /** Steps of every family that changes rows, so that undoing has something to undo. */
    async function live(blocks: number): Promise<void> {
      const { story } = world;
      const { alice, bob, ben } = story.people;
      const { winter, clinic } = tale;
      const first = await world.anvil.provider.getBlockNumber();
      const left = async (): Promise<number> =>
        first + blocks - (await world.anvil.provider.getBlockNumber());
      for (let i = 0; i < 8 && (await left()) > 0; i++) {
        await story.give(i % 2 === 0 ? winter : clinic, i % 3 === 0 ? alice : bob, 50 + i);
        if ((await left()) <= 0) return;
        if (i === 1) await story.approve(tale.payments['waiting']!, ben);
        if (i === 2) await story.pay(tale.payments['waiting']!);
        if (i === 4) await story.evidence(tale.payments['unproven']!, `photograph ${first}`);
        if (i === 6) await story.recognise('auditor', bob);
      }
      const rest = await left();
      if (rest > 0) await world.anvil.provider.send('anvil_mine', [`0x${rest.toString(16)}`]);
    }

    for (const depth of [1, 8, 30, 64]) {
      it(`given ${depth} blocks, when they are replaced by others, rows roll back`, async () => {
        await live(depth);
        // Seen by the index, or there would be no row to roll back.
        await world.untilIndexed();
        const before = await world.story.replay();
        await world.anvil.provider.send('anvil_reorg', [depth, []]);
        await world.story.give(tale.clinic, world.story.people.cai, 77);
        const after = await world.expectReplay();
        expect(after.last?.tx).not.to.equal(before.last?.tx);
        expect(after.events).to.be.at.most(before.events + 1 - Math.min(depth, 8));
      });
    }

    it('given its launcher killed and old blocks replaced, when it starts, it begins anew', async () => {
      await world.indexer?.stop();
      const launcher = spawn(
        process.execPath,
        [MAIN, '--port', String(await freePort()), '--data', world.folder],
        {
          stdio: ['ignore', 'pipe', 'ignore'],
          env: {
            ...process.env,
            SUNLINE_RPC_URL: world.anvil.url,
            SUNLINE_DEPLOYMENT: world.story.contracts.record,
          },
        },
      );
      const ended = once(launcher, 'exit').then(() => ['the launcher ended']);
      const [line] = (await Promise.race([once(launcher.stdout, 'data'), ended])) as [unknown];
      expect(String(line)).to.match(/^indexer ready http:\/\/127\.0\.0\.1:\d+\n$/);
      const orphan = await runningPid();
      launcher.kill('SIGKILL');
      await ended;

      await world.anvil.provider.send('anvil_reorg', [65, []]);
      await world.story.give(tale.winter, world.story.people.bob, 123);
      await world.index();
      expect(() => process.kill(orphan, 0)).to.throw('ESRCH');
      await world.expectReplay();
    });
  });

  describe('I3 with an unreliable node', () => {
    let node: FlakyNode;

    before(async () => {
      await world.indexer?.stop();
      node = await startFlakyNode(world.anvil.url);
    });
    after(async () => {
      await world.indexer?.stop();
      await node.close();
    });

    it('given 429, cut answers, dropped lines, late heads, when blocks come, it skips none', async () => {
      node.worsen();
      await world.index({ rpcUrl: node.url, pollMs: 500 });
      // While the node says an older head, the index rightly speaks of that one.
      await node.untilCalm();
      await world.expectReplay();
      node.worsen();
      const { story } = world;
      for (let i = 0; i < 12; i++) await story.give(tale.winter, story.people.bob, 40 + i);
      await node.untilCalm();
      await world.expectReplay();
      for (const [trouble, times] of Object.entries(node.troubles)) {
        expect(times, trouble).to.be.above(0);
      }
    });
  });
});
