/** What is generated from the contracts and committed: `typechain-types/` and `abi/`. */
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { createHardhatRuntimeEnvironment } from 'hardhat/hre';
import type { HardhatRuntimeEnvironment } from 'hardhat/types/hre';

import hardhatConfig from '../../hardhat.config.ts';
import { ROOT } from './children.ts';
import { formatted } from './style.ts';

/** The folders, below the root of the project, that hold nothing but generated files. */
export const GENERATED_FOLDERS = ['typechain-types', 'abi'] as const;

/** The contracts that are deployed, each with the name of its exported ABI. */
const PRODUCT: readonly { readonly source: string; readonly name: string; readonly abi: string }[] =
  [
    { source: 'contracts/Ledger.sol', name: 'Ledger', abi: 'ledgerAbi' },
    { source: 'contracts/Desk.sol', name: 'Desk', abi: 'deskAbi' },
    { source: 'contracts/desk/DeskAnnex.sol', name: 'DeskAnnex', abi: 'deskAnnexAbi' },
    { source: 'contracts/Registry.sol', name: 'Registry', abi: 'registryAbi' },
    { source: 'contracts/demo/DemoToken.sol', name: 'DemoToken', abi: 'demoTokenAbi' },
    { source: 'contracts/CustodyToken.sol', name: 'CustodyToken', abi: 'custodyTokenAbi' },
    { source: 'contracts/LedgerLens.sol', name: 'LedgerLens', abi: 'ledgerLensAbi' },
    { source: 'contracts/Authority.sol', name: 'Authority', abi: 'authorityAbi' },
  ];

type Artifacts = HardhatRuntimeEnvironment['artifacts'];

/** Size of the code a contract leaves on chain, and the digest of the code that creates it. */
type BytecodeRecord = { deployedBytes: number; creationSha256: string };

/**
 * What a contract leaves on chain: the digest of its code with zeros where immutables are written at
 * creation, and at which bytes each immutable stands, 32 bytes each time.
 */
type RuntimeRecord = { sha256: string; immutables: Record<string, readonly number[]> };

const NOTICE = '// Generated from the contracts by `npm run generate`: do not edit.\n';

function toBytes(hex: string): Buffer {
  return Buffer.from(hex.slice(2), 'hex');
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function writeAbis(artifacts: Artifacts, folder: string): Promise<void> {
  const bytecode: Record<string, BytecodeRecord> = {};
  await mkdir(folder, { recursive: true });
  for (const { source, name, abi } of PRODUCT) {
    const artifact = await artifacts.readArtifact(`${source}:${name}`);
    const text = `${NOTICE}export const ${abi} = ${JSON.stringify(artifact.abi)} as const;\n`;
    await writeFile(join(folder, `${name}.ts`), await formatted(`abi/${name}.ts`, text));
    bytecode[name] = {
      deployedBytes: toBytes(artifact.deployedBytecode).length,
      creationSha256: sha256(toBytes(artifact.bytecode)),
    };
  }
  await writeJson(folder, 'bytecode.json', bytecode);
  const runtime: Record<string, RuntimeRecord> = {};
  for (const { source, name } of PRODUCT) {
    runtime[name] = await runtimeOf(artifacts, source, name);
  }
  await writeJson(folder, 'runtime.json', runtime);
}

async function writeJson(folder: string, name: string, value: unknown): Promise<void> {
  await writeFile(join(folder, name), await formatted(`abi/${name}`, JSON.stringify(value)));
}

/** As the compiler's own output says it: artifacts know immutables by the numbers of their declarations. */
async function runtimeOf(
  artifacts: Artifacts,
  source: string,
  name: string,
): Promise<RuntimeRecord> {
  const { buildInfoId } = await artifacts.readArtifact(`${source}:${name}`);
  const path = await artifacts.getBuildInfoOutputPath(buildInfoId ?? '');
  const { output } = JSON.parse(await readFile(path ?? '', 'utf8')) as { output: CompilerOutput };
  const found = Object.entries(output.contracts).find(([file]) => file.endsWith(source));
  const code = found?.[1][name]?.evm.deployedBytecode;
  if (code === undefined) throw new Error(`${name} was not compiled`);
  const names = declarationsIn(output.sources);
  const immutables: Record<string, readonly number[]> = {};
  for (const [id, places] of Object.entries(code.immutableReferences)) {
    immutables[names.get(Number(id)) ?? id] = places.map(({ start }) => start);
  }
  return { sha256: sha256(Buffer.from(code.object, 'hex')), immutables };
}

type CompilerOutput = {
  contracts: Record<
    string,
    Record<
      string,
      {
        evm: {
          deployedBytecode: {
            object: string;
            immutableReferences: Record<string, readonly { start: number }[]>;
          };
        };
      }
    >
  >;
  sources: unknown;
};

/** Names of all variables in syntax trees, by the numbers of their declarations. */
function declarationsIn(tree: unknown, names = new Map<number, string>()): Map<number, string> {
  if (typeof tree !== 'object' || tree === null) return names;
  if ('nodeType' in tree && tree.nodeType === 'VariableDeclaration') {
    const { id, name } = tree as unknown as { id: number; name: string };
    names.set(id, name);
  }
  for (const child of Object.values(tree)) declarationsIn(child, names);
  return names;
}

/**
 * Compiles what has changed and writes both folders afresh into a temporary one.
 * @returns the temporary folder; removing it is the caller's business.
 */
async function generateAside(): Promise<string> {
  const aside = await mkdtemp(join(tmpdir(), 'sunline-generated-'));
  const typechain = { outDir: join(aside, 'typechain-types'), dontOverrideCompile: false };
  const hre = await createHardhatRuntimeEnvironment(
    { ...hardhatConfig, typechain },
    { config: join(ROOT, 'hardhat.config.ts') },
    ROOT,
  );
  await hre.tasks.getTask('build').run({ quiet: true });
  await sortIndexes(typechain.outDir);
  await writeAbis(hre.artifacts, join(aside, 'abi'));
  return aside;
}

/** A line of TypeChain's two indexes that stands for one contract. */
const PER_CONTRACT =
  /^\s*(export (type )?\{ \w+ \} from|getContractFactory\(|getContractAt\(|deployContract\()/;

/** The text with each run of such lines sorted: TypeChain leaves them as the file system listed them. */
export function inOrder(text: string): string {
  const lines: string[] = [];
  let run: string[] = [];
  for (const line of text.split('\n')) {
    if (PER_CONTRACT.test(line)) {
      // Only the first of a run is indented, whichever that happens to be.
      run.push(line.trimStart());
    } else {
      lines.push(...run.sort(), line);
      run = [];
    }
  }
  return [...lines, ...run.sort()].join('\n');
}

async function sortIndexes(folder: string): Promise<void> {
  for (const name of ['index.ts', 'hardhat.d.ts']) {
    const path = join(folder, name);
    await writeFile(path, inOrder(await readFile(path, 'utf8')));
  }
}

async function filesBelow(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  return new Map(
    await Promise.all(
      files.map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        return [relative(folder, path), await readFile(path, 'utf8')] as const;
      }),
    ),
  );
}

/** Paths, below the root, of the generated files that a fresh generation would change. */
async function differences(aside: string): Promise<string[]> {
  const different: string[] = [];
  for (const folder of GENERATED_FOLDERS) {
    const fresh = await filesBelow(join(aside, folder));
    const committed = await filesBelow(join(ROOT, folder));
    for (const path of new Set([...fresh.keys(), ...committed.keys()])) {
      if (fresh.get(path) !== committed.get(path)) different.push(join(folder, path));
    }
  }
  return different.sort();
}

/** Generated files that do not match the contracts, or nothing when all are fresh. Changes nothing. */
export async function staleFiles(): Promise<string[]> {
  const aside = await generateAside();
  try {
    return await differences(aside);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** Brings the generated folders up to date. @returns the paths of the files that changed. */
export async function regenerate(): Promise<string[]> {
  const aside = await generateAside();
  try {
    const changed = await differences(aside);
    for (const path of changed) {
      await rm(join(ROOT, path), { force: true });
      await cp(join(aside, path), join(ROOT, path)).catch((error: NodeJS.ErrnoException) => {
        // A file that is generated no more was only to be removed.
        if (error.code !== 'ENOENT') throw error;
      });
    }
    return changed;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}
