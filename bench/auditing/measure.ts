/**
 * How long an audit takes and how much memory it needs, as the entries grow:
 *
 *     node bench/auditing/measure.ts 100000 1000000
 *
 * The audit runs in a process of its own and reads over HTTP from a synthetic node in another one.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const NODE = fileURLToPath(new URL('syntheticNode.ts', import.meta.url));
const AUDIT = fileURLToPath(new URL('../../scripts/audit.ts', import.meta.url));
/** Says how much memory the process had at most, when it ends. */
const SAY_MEMORY =
  'data:text/javascript,process.on("exit",()=>console.error("peak",process.resourceUsage().maxRSS))';

/** Seconds and megabytes. */
interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
}

for (const entries of process.argv.slice(2).map(Number)) {
  const { seconds, megabytes } = await measureAudit(entries);
  const each = ((seconds / entries) * 1e6).toFixed(1);
  console.log(
    `${entries} entries: ${seconds.toFixed(1)} s, ${each} µs each, ${Math.round(megabytes)} MB`,
  );
}

async function measureAudit(entries: number): Promise<Measured> {
  const node = spawn(process.execPath, [NODE, String(entries)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const { port, ledger, registry } = JSON.parse(await firstLine(node)) as Record<string, string>;
    const begin = performance.now();
    const args = ['--rpc', `http://127.0.0.1:${port}`, '--ledger', `${ledger}`, '--from', '1'];
    const audit = spawn(
      process.execPath,
      [
        ...['--import', SAY_MEMORY, AUDIT, ...args],
        ...['--registry', `${registry}`, '--without-proofs', '--confirmations', '0'],
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let [out, err] = ['', ''];
    audit.stdout.on('data', (chunk) => (out += String(chunk)));
    audit.stderr.on('data', (chunk) => (err += String(chunk)));
    await once(audit, 'close');
    const seconds = (performance.now() - begin) / 1000;
    // The contracts have no code there, which is found; nothing else is.
    const found = out.split('\n').filter((line) => line.startsWith('✘'));
    const isAsExpected = found.every((line) => line.includes('codeDiffers'));
    if (!out.includes(`${entries} entries`) || !isAsExpected) throw new Error(out + err);
    return { seconds, megabytes: Number(/peak (\d+)/.exec(err)?.[1]) / 1024 };
  } finally {
    node.kill();
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    if (said.includes('\n')) return said.slice(0, said.indexOf('\n'));
  }
  throw new Error('the synthetic node does not start');
}
