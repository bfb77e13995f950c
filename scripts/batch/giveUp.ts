/**
 * `npm run batch -- --give-up FOLDER`: gives up the batches of a run that can never be anchored, as when
 * their campaign has ended. Nothing is deleted: their orders are new again, all others stay known, and
 * so do the codes of what was anchored.
 */
import { basename, resolve } from 'node:path';
import type { Output } from '../deployment/progress.ts';
import { lookAgain } from './anchor.ts';
import { SETTLED } from '../../domain/provider/settled.ts';
import type { ChainSide } from './chainSide.ts';
import { AnchorError, InputError, NotAllAnchored } from './errors.ts';
import { fateOf } from './fate.ts';
import { isOpen, readRuns, writeJournal, type JournalBatch, type Run } from './journal.ts';

/**
 * Gives up what is neither anchored nor possibly on its way.
 * @param wanted the run's folder, or its name
 * @throws InputError when there is no such run; NotAllAnchored naming the batches that cannot be given up
 */
export async function giveUp(
  chain: ChainSide,
  base: string,
  wanted: string,
  output: Output,
): Promise<void> {
  const run = (await readRuns(base)).find(
    ({ folder }) => resolve(folder) === resolve(wanted) || basename(folder) === wanted,
  );
  if (run === undefined) throw new InputError(`${wanted} is no run in ${base}`);
  await lookAgain(chain, run);
  const { batches } = run.journal;
  const open = batches.filter(isOpen);
  if (open.length === 0) throw new InputError(`${run.folder} has nothing that could be given up`);
  const hopeless: JournalBatch[] = [];
  const others: string[] = [];
  for (const batch of open) {
    const which = `batch ${batches.indexOf(batch) + 1} of ${batches.length} of ${run.folder}`;
    const fate = await fateOf(chain, run, batch);
    if (fate.kind === 'anchored') {
      batch.anchored = fate.anchored;
      others.push(`${which} is anchored: entry ${fate.anchored.entry}`);
    } else if (fate.kind === 'free' && fate.isSettled) {
      hopeless.push(batch);
    } else {
      others.push(
        `${which} may still be on its way: it can be given up ${SETTLED} blocks after its nonce ${batch.nonce} went to something else`,
      );
    }
  }
  await forget(run, hopeless);
  for (const { campaign, count } of hopeless) {
    output.write(
      `Given up: ${count} gifts for campaign ${campaign}; their orders are new again, their codes lead nowhere.\n`,
    );
  }
  if (others.length > 0) throw new NotAllAnchored(others);
}

async function forget(run: Run, hopeless: readonly JournalBatch[]): Promise<void> {
  const { orders, batches } = run.journal;
  const isAll = batches.every((batch) => batch.givenUp || hopeless.includes(batch));
  if (orders === null && hopeless.length > 0 && !isAll) {
    throw new AnchorError(
      `${run.folder} was made by an earlier version, which did not write down whose orders are whose: only all its batches can be given up`,
    );
  }
  for (const batch of hopeless) batch.givenUp = true;
  await writeJournal(run);
}
