/**
 * The orders and refunds that a run took in, so that they are never taken in again: hashes, those of
 * each batch one behind the other, then those of no batch. A batch that was given up forgets its own.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Gift, Netted } from '../../domain/provider/intake.ts';
import { digestsOf, ORDER_BYTES, Orders } from '../../domain/provider/orders.ts';
import { AnchorError } from './errors.ts';
import { ORDERS_FILE, REFUNDS_FILE, type JournalBatch, type Run } from './journal.ts';
import { write } from './prepare.ts';

const PRIVATE = 0o600;

/**
 * Writes both files of a run.
 * @param spent orders that are in no batch
 * @returns how many orders there are, and how many refunds each batch has
 */
export async function writeSeen(
  folder: string,
  groups: readonly (readonly Gift[])[],
  spent: readonly string[],
  refunds: readonly Netted[],
): Promise<{ readonly orders: number; readonly perBatch: readonly number[] }> {
  const byOrder = Map.groupBy(refunds, ({ order }) => order);
  const keys = groups.map((group) =>
    group.flatMap(({ order }) => (byOrder.get(order) ?? []).map(({ key }) => key)),
  );
  const inNone = spent.flatMap((order) => (byOrder.get(order) ?? []).map(({ key }) => key));
  const orders = groups.map((group) => digestsOf(group.map(({ order }) => order)));
  await write(join(folder, ORDERS_FILE), PRIVATE, [...orders, digestsOf(spent)]);
  await write(join(folder, REFUNDS_FILE), PRIVATE, [...keys, inNone].map(digestsOf));
  const count = groups.reduce((all, group) => all + group.length, spent.length);
  return { orders: count, perBatch: keys.map(({ length }) => length) };
}

/**
 * What earlier runs took in and did not give up again.
 * @throws AnchorError when a file holds more or less than its journal says
 */
export async function seenBefore(
  runs: readonly Run[],
  file: typeof ORDERS_FILE | typeof REFUNDS_FILE,
): Promise<Orders> {
  const seen = new Orders();
  for (const run of runs) {
    const bytes = await readWhole(run, file);
    for (const [from, to] of kept(run, file, bytes.length / ORDER_BYTES)) {
      seen.addEarlier(bytes.subarray(ORDER_BYTES * from, ORDER_BYTES * to));
    }
  }
  return seen;
}

/** A file that lost its end would make orders new again, and anchor them twice. */
async function readWhole({ folder, journal }: Run, file: string): Promise<Uint8Array> {
  const path = join(folder, file);
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) throw new AnchorError(`${path} cannot be read`);
  const said = file === ORDERS_FILE ? journal.orders : journal.refunds;
  const gifts = journal.batches.reduce((all, { count }) => all + count, 0);
  const found = bytes.length / ORDER_BYTES;
  // Old journals say only how many gifts there are, each of which has an order.
  const least = said ?? (file === ORDERS_FILE ? gifts : 0);
  if (!Number.isInteger(found) || found < least || (said !== null && found > said)) {
    throw new AnchorError(
      `${path} holds ${found} hashes and not the ${least} of its journal: bring it back from a copy`,
    );
  }
  return bytes;
}

/** Which of a file's hashes count: all but those of batches that were given up. */
function* kept(
  { journal }: Run,
  file: string,
  all: number,
): Generator<readonly [from: number, to: number]> {
  const { batches } = journal;
  if (batches.length > 0 && batches.every(({ givenUp }) => givenUp) && journal.orders === null)
    return;
  let from = 0;
  for (const batch of batches) {
    const to = from + countOf(batch, file);
    if (!batch.givenUp) yield [from, to];
    from = to;
  }
  yield [from, all];
}

const countOf = ({ count, refunds }: JournalBatch, file: string): number =>
  file === ORDERS_FILE ? count : (refunds ?? 0);
