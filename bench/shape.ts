import { z } from 'zod';
import { FLOORS, GAS, PROGRAMS, SPEED, type Figures, type PeerFigures } from './names.ts';
import { RECORDED_PEERS } from './targets.ts';

/** The one object that `--json` prints. */

const gas = z.number().int().positive();
const seconds = z.number().positive();

function figures<N extends string>(names: readonly N[], figure: z.ZodNumber) {
  const shape = Object.fromEntries(names.map((name) => [name, figure.optional()]));
  return z.object(shape as Record<N, z.ZodOptional<z.ZodNumber>>).strict();
}

const usage = z
  .object({ cpuSeconds: seconds, wallSeconds: seconds, peakBytes: z.number().int().positive() })
  .strict();
const programs = Object.fromEntries(PROGRAMS.map((name) => [name, usage]));

const batch = z
  .object({
    gifts: z.number().int().positive(),
    wallSeconds: seconds,
    programs: z.object(programs as Record<(typeof PROGRAMS)[number], typeof usage>).strict(),
  })
  .strict();

/**
 * Gas in plain units, times in seconds. What was not measured is absent: the part that `--only` left
 * out, and what takes a larger campaign than a smaller run has.
 */
export const benchShape = z
  .object({
    gas: figures(GAS, gas),
    floors: figures(FLOORS, gas),
    /** By peer and operation; those that were measured elsewhere say so in their name. */
    peers: z.record(z.record(gas)),
    speed: figures(SPEED, seconds),
    /** Only where it was asked for; memory in bytes. */
    batch: batch.optional(),
  })
  .strict();

export type BenchJson = z.infer<typeof benchShape>;

/** What the JSON calls a peer whose figures are those of the record. */
export function recordedName(peer: string): string {
  return `${peer} (recorded)`;
}

/** The object to print. */
export function toJson({ gas: own, floors, peers, speed, batch: taken }: Figures): BenchJson {
  const isMeasured = Object.keys(peers).length > 0;
  const all = isMeasured ? { ...peers, ...recordedPeers() } : {};
  return benchShape.parse({ gas: own, floors, peers: all, speed, batch: taken });
}

function recordedPeers(): PeerFigures {
  const known: PeerFigures = {};
  for (const [peer, thousands] of Object.entries(RECORDED_PEERS)) {
    const figures = Object.entries(thousands).map(([name, k]) => [name, Math.round(k * 1_000)]);
    known[recordedName(peer)] = Object.fromEntries(figures) as Record<string, number>;
  }
  return known;
}
