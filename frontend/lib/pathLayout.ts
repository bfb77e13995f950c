/** What the picture needs to know of one way: how much took it, and through how many campaigns. */
export interface Path {
  /** In the token's smallest unit. */
  readonly units: bigint;
  /** Campaigns passed through on the way. */
  readonly hops: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Ribbon {
  /** Outline of the ribbon. */
  readonly d: string;
  /** Its middle line, along which the light travels. */
  readonly spine: string;
  readonly hops: readonly Point[];
  readonly end: Point;
}

export const PICTURE_WIDTH = 360;
const LEFT = 28;
const RIGHT = PICTURE_WIDTH - 18;
const TOP = 14;
/** Heights in the picture: all ribbons together, each at least, and the gap between them. */
const TOTAL = 88;
const LEAST = 7;
const GAP = 36;

/**
 * Lays ribbons of light out of one source: their heights in proportion to the amounts (but never
 * too thin to see), fanning out to the right.
 */
export function layPaths(paths: readonly Path[]): {
  height: number;
  source: Point & { height: number };
  ribbons: Ribbon[];
} {
  const sum = paths.reduce((total, { units }) => total + units, 0n);
  const heights = paths.map(({ units }) =>
    Math.max(LEAST, Number((units * BigInt(TOTAL)) / (sum === 0n ? 1n : sum))),
  );
  const together = heights.reduce((total, height) => total + height, 0);
  const height = 2 * TOP + together + GAP * Math.max(paths.length - 1, 0) + 8;
  const source = { x: LEFT - 6, y: (height - together) / 2, height: together };
  let from = source.y;
  let to = TOP + 8;
  const ribbons = paths.map(({ hops }, i) => {
    const thick = heights[i] ?? LEAST;
    const ribbon = ribbonOf(from, to, thick, hops);
    from += thick;
    to += thick + GAP;
    return ribbon;
  });
  return { height, source, ribbons };
}

function ribbonOf(from: number, to: number, thick: number, hops: number): Ribbon {
  const middle = (LEFT + RIGHT) / 2;
  const bend = (a: number, b: number) => `C${middle} ${a} ${middle} ${b} ${RIGHT} ${b}`;
  const d =
    `M${LEFT} ${from}${bend(from, to)}V${to + thick}` +
    `C${middle} ${to + thick} ${middle} ${from + thick} ${LEFT} ${from + thick}Z`;
  const [a, b] = [from + thick / 2, to + thick / 2];
  const points = Array.from({ length: hops }, (_, i) => along(a, b, (i + 1) / (hops + 1)));
  return { d, spine: `M${LEFT} ${a}${bend(a, b)}`, hops: points, end: { x: RIGHT, y: b } };
}

/** A point on the ribbon's middle line: the cubic curve with both handles half-way. */
function along(a: number, b: number, share: number): Point {
  const middle = (LEFT + RIGHT) / 2;
  const [p, q] = [1 - share, share];
  const cubic = (w: number, x: number, y: number, z: number) =>
    p ** 3 * w + 3 * p ** 2 * q * x + 3 * p * q ** 2 * y + q ** 3 * z;
  return { x: cubic(LEFT, middle, middle, RIGHT), y: cubic(a, a, b, b) };
}
