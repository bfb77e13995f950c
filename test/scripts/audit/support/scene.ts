import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { computeAddress, JsonRpcProvider } from 'ethers';
import { contractOf, parseDeployment, type Deployment } from '../../../../domain/deployment.ts';
import type { Hex } from '../../../../domain/hex.ts';
import { readConfig } from '../../../../gateway/config.ts';
import { startGateway } from '../../../../gateway/server.ts';
import { audit, type AuditOptions } from '../../../../scripts/audit/audit.ts';
import type { AuditReport } from '../../../../scripts/audit/report.ts';
import { playStory, type DemoStory } from '../../../../scripts/demo/play.ts';
import { deployContracts } from '../../../../scripts/deployment/contracts.ts';
import { actorKey } from '../../../../scripts/scenario/actors.ts';
import { anvilArguments, anvilPath, LocalNode } from '../../../../scripts/start/node.ts';
import { freePort } from '../../../indexer/support/anvil.ts';

const DAY = 86_400;

/** The demo story on a real anvil, with its documents in a folder. */
export interface AuditScene {
  readonly url: string;
  readonly provider: JsonRpcProvider;
  readonly story: DemoStory;
  readonly deployment: Deployment;
  readonly ledger: Hex;
  readonly desk: Hex;
  readonly registry: Hex;
  readonly token: Hex;
  readonly folder: string;
  readonly documents: string;
  /** Path of the deployment's record. */
  readonly record: string;
}

let told: Promise<AuditScene> | undefined;

/** The one scene of all tests here: telling the story takes longer than auditing it. */
export function auditScene(): Promise<AuditScene> {
  told ??= tell();
  return told;
}

async function tell(): Promise<AuditScene> {
  const folder = await mkdtemp(join(tmpdir(), 'sunline-audit-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const genesis = Math.floor(Date.now() / 1000) - 200 * DAY;
  const anvil = spawn(anvilPath(), anvilArguments(port, { genesis }), { stdio: 'ignore' });
  anvil.unref();
  process.once('exit', () => {
    anvil.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  await new LocalNode(url, '').isUp(() => anvil.exitCode !== null);
  const [documents, batchesFolder] = [join(folder, 'documents'), join(folder, 'batches')];
  const gateway = await startGateway(
    readConfig({
      PORT: '0',
      STORE_DIR: documents,
      RECEIPTS_DIR: batchesFolder,
      OPERATORS: computeAddress(actorKey('platform')),
      WRITES_PER_MINUTE: '6000',
    }),
  );
  const provider = new JsonRpcProvider(url, 31337, {
    staticNetwork: true,
    cacheTimeout: -1,
    batchMaxCount: 1,
  });
  provider.pollingInterval = 10;
  const signer = await provider.getSigner(0);
  const token = { name: 'Demo RMB', symbol: 'RMBD', decimals: 2 };
  const { created } = await deployContracts(signer, {
    token,
    custodyTokens: [{ name: 'Masks', symbol: 'MASK', decimals: 0 }],
  });
  const first = await provider.getBlock(1);
  const written = { chainId: 31337, block: 1, blockHash: first?.hash, contracts: created };
  const deployment = parseDeployment(written);
  const story = await playStory({
    rpcUrl: url,
    deployment,
    gatewayUrl: gateway.url,
    batchesFolder,
  });
  await gateway.close();
  const record = join(folder, 'deployment.json');
  await writeFile(record, JSON.stringify(deployment));
  const at = (name: string): Hex => contractOf(deployment, name).address;
  return {
    url,
    provider,
    story,
    deployment,
    ledger: at('Ledger'),
    desk: at('Desk'),
    registry: at('Registry'),
    token: at('DemoToken'),
    folder,
    documents,
    record,
  };
}

/** What an audit said beside its report. */
export interface Heard {
  readonly report: AuditReport;
  readonly notes: readonly string[];
  readonly stages: readonly string[];
}

/** Audits the scene's chain with little patience. */
export async function auditOf(
  { url, record }: Pick<AuditScene, 'url' | 'record'>,
  options: Partial<AuditOptions> = {},
): Promise<Heard> {
  const notes: string[] = [];
  const stages: string[] = [];
  const report = await audit(
    {
      rpc: url,
      deployment: record,
      withProofs: true,
      secondRpc: undefined,
      ledger: undefined,
      registry: undefined,
      from: undefined,
      asOf: undefined,
      confirmations: undefined,
      campaign: undefined,
      evidence: undefined,
      batches: undefined,
      checkpoint: undefined,
      patience: { delay: 1, retries: 4, timeout: 5_000 },
      ...options,
    },
    {
      stage: (words) => stages.push(words),
      progress: () => {},
      note: (words) => notes.push(words),
    },
  );
  return { report, notes, stages };
}

/** Does something to the chain and has it forgotten afterwards. */
export async function onFork<T>({ provider }: AuditScene, work: () => Promise<T>): Promise<T> {
  const snapshot: unknown = await provider.send('evm_snapshot', []);
  try {
    return await work();
  } finally {
    await provider.send('evm_revert', [snapshot]);
  }
}

/** Removes what a test wrote. */
export function forget(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true });
}
