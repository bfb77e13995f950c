import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { AlreadyRunningError, WrongChainError } from '../../indexer/launcher/errors.ts';
import { freePort, startAnvil } from './support/anvil.ts';
import { tell, type Tale } from './support/tale.ts';
import { World } from './support/world.ts';

const MAIN = fileURLToPath(new URL('../../indexer/main.ts', import.meta.url));

describe('an index that is killed (I2)', function () {
  this.timeout(600_000);
  let world: World;
  let tale: Tale;

  before(async () => {
    world = await World.open();
    tale = await tell(world.story);
  });
  after(() => world.close());

  /** Donations until told to stop. */
  function keepGiving(): () => Promise<void> {
    const { story } = world;
    const stop = new AbortController();
    const giving = (async () => {
      for (let i = 0; !stop.signal.aborted; i++) {
        await story.give(tale.winter, story.people.alice, 30 + (i % 50));
        await wait(50);
      }
    })();
    return async () => {
      stop.abort();
      await giving;
    };
  }

  /** Process id of the indexer on this world's folder, once there is one. */
  async function runningPid(): Promise<number> {
    for (;;) {
      const file = readdirSync(world.folder).find((name) => name.endsWith('.pid'));
      if (file !== undefined) return Number(readFileSync(join(world.folder, file), 'utf8'));
      await wait(10);
    }
  }

  it('given kill −9 at random moments, when it starts again, it equals a replay', async () => {
    const stopGiving = keepGiving();
    const moments = [0.1, 0.5, 0.9].map((part) => Math.round(6_000 * (part + Math.random() / 10)));
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

  it('given an indexer at work, when another one wants its folder, it is refused', async () => {
    const refusal = await world.index().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).to.be.instanceOf(AlreadyRunningError);
  });

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
    const [line] = (await once(launcher.stdout, 'data')) as [Buffer];
    expect(String(line)).to.match(/^indexer ready http:\/\/127\.0\.0\.1:\d+\n$/);
    const orphan = await runningPid();
    launcher.kill('SIGKILL');
    await once(launcher, 'exit');

    await world.anvil.provider.send('anvil_reorg', [45, []]);
    await world.story.give(tale.winter, world.story.people.bob, 123);
    await world.index();
    expect(() => process.kill(orphan, 0)).to.throw('ESRCH');
    await world.expectReplay();
  });

  it('given a node of another chain, when it starts, it is refused', async () => {
    const other = await startAnvil();
    const refusal = await world.index({ rpcUrl: other.url }).then(
      () => undefined,
      (error: unknown) => error,
    );
    await other.stop();
    expect(refusal).to.be.instanceOf(WrongChainError);
  });
});
