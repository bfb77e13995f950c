/** What is generated from the contracts and committed: `typechain-types/` and `abi/`. */
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { createHardhatRuntimeEnvironment } from 'hardhat/hre';
import { format, resolveConfig } from 'prettier';

import hardhatConfig from '../../hardhat.config.ts';
import { ROOT } from './children.ts';

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

type Artifact = { abi: readonly unknown[]; bytecode: string; deployedBytecode: string };

/** Size of the code a contract leaves on chain, and the digest of the code that creates it. */
type BytecodeRecord = { deployedBytes: number; creationSha256: string };

const NOTICE = '// Generated from the contracts by `npm run generate`: do not edit.\n';

/** Prettier's text for a generated file, the same whoever asks for it. */
async function formatted(path: string, text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(join(ROOT, path))), filepath: join(ROOT, path) });
}

function toBytes(hex: string): Buffer {
  return Buffer.from(hex.slice(2), 'hex');
}

async function writeAbis(
  readArtifact: (fullName: string) => Promise<Artifact>,
  folder: string,
): Promise<void> {
  const bytecode: Record<string, BytecodeRecord> = {};
  await mkdir(folder, { recursive: true });
  for (const { source, name, abi } of PRODUCT) {
    const artifact = await readArtifact(`${source}:${name}`);
    const text = `${NOTICE}export const ${abi} = ${JSON.stringify(artifact.abi)} as const;\n`;
    await writeFile(join(folder, `${name}.ts`), await formatted(`abi/${name}.ts`, text));
    bytecode[name] = {
      deployedBytes: toBytes(artifact.deployedBytecode).length,
      creationSha256: createHash('sha256').update(toBytes(artifact.bytecode)).digest('hex'),
    };
  }
  const text = JSON.stringify(bytecode);
  await writeFile(join(folder, 'bytecode.json'), await formatted('abi/bytecode.json', text));
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
  await writeAbis((fullName) => hre.artifacts.readArtifact(fullName), join(aside, 'abi'));
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
