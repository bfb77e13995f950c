/** What is kept between two runs, all in one folder that Git ignores. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Authority__factory } from '../../typechain-types/factories/contracts/Authority__factory.ts';
import { CustodyToken__factory } from '../../typechain-types/factories/contracts/CustodyToken__factory.ts';
import { Desk__factory } from '../../typechain-types/factories/contracts/Desk__factory.ts';
import { DeskAnnex__factory } from '../../typechain-types/factories/contracts/desk/DeskAnnex__factory.ts';
import { Ledger__factory } from '../../typechain-types/factories/contracts/Ledger__factory.ts';
import { LedgerLens__factory } from '../../typechain-types/factories/contracts/LedgerLens__factory.ts';
import { Registry__factory } from '../../typechain-types/factories/contracts/Registry__factory.ts';
import { DemoToken__factory } from '../../typechain-types/factories/contracts/demo/DemoToken__factory.ts';
import { writeAtomically } from '../deployment/atomicFile.ts';
import { StartError } from './errors.ts';

const stateSchema = z.object({
  /** Which contracts stand on the kept chain. */
  build: z.string(),
  /** Where the story left everything; absent while it is being told. */
  story: z.unknown(),
});

/** Everything this product puts into its folder; nothing else there is ever removed. */
const CONTENTS = [
  'batches',
  'chain.json',
  'deployments',
  'documents',
  'indexer',
  'logs',
  'relay.jsonl',
  'state.json',
];
const HOW_TO_BEGIN_ANEW = 'npm start -- --fresh begins anew (and forgets what is there)';

/** What an earlier run left: a story told to its end, or nothing that could be used. */
export type Kept = { readonly story: unknown } | 'nothing' | 'interrupted';

export class State {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  get chain(): string {
    return join(this.folder, 'chain.json');
  }

  get deployments(): string {
    return join(this.folder, 'deployments');
  }

  get documents(): string {
    return join(this.folder, 'documents');
  }

  /** Runs of `npm run batch` on the local chain. */
  get batches(): string {
    return join(this.folder, 'batches');
  }

  get indexer(): string {
    return join(this.folder, 'indexer');
  }

  /** What the relay took and sent. */
  get relay(): string {
    return join(this.folder, 'relay.jsonl');
  }

  get logs(): string {
    return join(this.folder, 'logs');
  }

  get #file(): string {
    return join(this.folder, 'state.json');
  }

  /**
   * Looks at what an earlier run left.
   * @throws StartError when it is damaged, or of another version
   */
  async read(): Promise<Kept> {
    await mkdir(this.folder, { recursive: true });
    const names = await readdir(this.folder);
    if (!names.includes('state.json')) {
      return names.some((name) => name !== 'logs' && CONTENTS.includes(name))
        ? 'interrupted'
        : 'nothing';
    }
    let state: z.infer<typeof stateSchema>;
    try {
      state = stateSchema.parse(JSON.parse(await readFile(this.#file, 'utf8')));
    } catch {
      throw this.damaged('state.json cannot be read');
    }
    if (state.build !== buildOfContracts()) {
      throw new StartError(
        `what ${this.folder} keeps was made by other contracts than these: ${HOW_TO_BEGIN_ANEW}`,
      );
    }
    if (!names.includes('chain.json')) throw this.damaged('chain.json is missing');
    return { story: state.story };
  }

  /** Says that everything before this is complete, from the chain to the documents. */
  async completeStory(story: unknown): Promise<void> {
    const text = JSON.stringify({ build: buildOfContracts(), story }, null, 2);
    await writeAtomically(this.#file, `${text}\n`);
  }

  /** Forgets everything, the mark of completeness first. */
  async clear(): Promise<void> {
    await rm(this.#file, { force: true });
    for (const name of CONTENTS)
      await rm(join(this.folder, name), { recursive: true, force: true });
  }

  damaged(what: string): StartError {
    return new StartError(`what ${this.folder} keeps is damaged, ${what}: ${HOW_TO_BEGIN_ANEW}`);
  }
}

/** A digest of all creation code: state made by other contracts cannot be continued. */
function buildOfContracts(): string {
  const hash = createHash('sha256');
  const factories = [
    Authority__factory,
    Ledger__factory,
    Registry__factory,
    DeskAnnex__factory,
    Desk__factory,
    LedgerLens__factory,
    DemoToken__factory,
    CustodyToken__factory,
  ];
  for (const { bytecode } of factories) hash.update(bytecode);
  return hash.digest('hex');
}
