/**
 * Makes a tree file from a published file, in a thread of its own: a million gifts take seconds, in
 * which the gateway answers everybody else. Speaks through one message: null, or what went wrong.
 */
import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { parseBatchFile } from '../../domain/batchFile.ts';
import { buildSumTree } from '../../domain/sumTree.ts';
import { treeFileBytes, UNFINISHED_TREE } from './treeFile.ts';

const task = z.object({ source: z.string(), target: z.string() });

try {
  await make(task.parse(workerData));
  parentPort?.postMessage(null);
} catch (error) {
  parentPort?.postMessage(error instanceof Error ? error.message : String(error));
}

async function make({ source, target }: z.infer<typeof task>): Promise<void> {
  const { scope, gifts } = parseBatchFile(await readFile(source));
  // Its own name: another thread or process may be making the same tree.
  const temporary = `${target}.${randomUUID()}${UNFINISHED_TREE}`;
  const file = await open(temporary, 'wx');
  try {
    for (const part of treeFileBytes(scope, gifts, buildSumTree(scope, gifts))) {
      await file.writeFile(part);
    }
    await file.sync();
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  await rename(temporary, target);
}
