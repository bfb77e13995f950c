import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { JsonRpcProvider } from 'ethers';

/** A local chain of its own, with ten unlocked accounts and one block per transaction. */
export interface Anvil {
  readonly url: string;
  readonly provider: JsonRpcProvider;
  stop(): Promise<void>;
}

/** An estimate is made for the second of asking, and can fall short in the next one. */
class Provider extends JsonRpcProvider {
  override estimateGas(): Promise<bigint> {
    return Promise.resolve(15_000_000n);
  }
}

/** Starts the real binary on a free port. */
export async function startAnvil(): Promise<Anvil> {
  const port = await freePort();
  const child = spawn(binary(), ['--port', String(port), '--chain-id', '31337', '--silent'], {
    stdio: 'ignore',
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const url = `http://127.0.0.1:${port}`;
  await untilAnswers(url);
  const provider = new Provider(url, 31337, {
    staticNetwork: true,
    cacheTimeout: -1,
    batchMaxCount: 1,
  });
  provider.pollingInterval = 10;
  return {
    url,
    provider,
    async stop() {
      provider.destroy();
      const exited = once(child, 'exit');
      kill();
      process.off('exit', kill);
      await exited;
    },
  };
}

/** A port nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  for (;;) {
    // Below those that systems lend to outgoing connections: one of them could take it at any moment.
    const port = 15_000 + Math.floor(Math.random() * 15_000);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}

/** The npm package's own wrapper script would stay between us and the process. */
function binary(): string {
  const platform = process.platform === 'win32' ? 'win32' : process.platform;
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  const name = `@foundry-rs/anvil-${platform}-${arch}`;
  const require = createRequire(
    createRequire(import.meta.url).resolve('@foundry-rs/anvil/package.json'),
  );
  const folder = dirname(require.resolve(`${name}/package.json`));
  return join(folder, 'bin', process.platform === 'win32' ? 'anvil.exe' : 'anvil');
}

async function untilAnswers(url: string): Promise<void> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] });
  const headers = { 'content-type': 'application/json' };
  for (let tries = 0; tries < 100; tries++) {
    try {
      await (await fetch(url, { method: 'POST', headers, body })).json();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error('anvil did not start');
}
