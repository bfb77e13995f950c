/** A strand of money between two places in neighbouring columns. */
export interface Strand<Look> {
  /** Keys of places; a place stands in one column only. */
  readonly from: string;
  readonly to: string;
  /** In the token's smallest unit. */
  readonly units: bigint;
  readonly look: Look;
}

export interface Place {
  readonly key: string;
  readonly column: number;
}

export interface LaidPlace extends Place {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

export interface LaidStrand<Look> extends Strand<Look> {
  /** Outline of the ribbon, and its middle line along which the light travels. */
  readonly d: string;
  readonly spine: string;
}

/** Width of the bar that stands for a place, and the gap between two of a column. */
const BAR = 7;
const GAP = 26;
/** A cent among millions can still be seen. */
const LEAST = 3;
/** Room for the numbers at both ends, in the picture's units. */
const SIDE = 15;
const TOP = 14;

/**
 * Lays out money that flows through columns from left to right: bars as high as what passes
 * through them, ribbons between them in the order in which they leave and arrive.
 * @param height of all ribbons of the fullest column together
 */
export function layFlow<Look>(
  places: readonly Place[],
  strands: readonly Strand<Look>[],
  { width, height }: { width: number; height: number },
): { height: number; places: LaidPlace[]; strands: LaidStrand<Look>[] } {
  const columns = Math.max(0, ...places.map(({ column }) => column)) + 1;
  const inColumn = (column: number) => places.filter((place) => place.column === column);
  const most = inColumn(0).reduce((sum, { key }) => sum + throughput(key, strands), 0n);
  const thick = (units: bigint) =>
    Math.max(LEAST, (Number((units * 10_000n) / (most === 0n ? 1n : most)) / 10_000) * height);
  const thickness = new Map(strands.map((strand) => [strand, thick(strand.units)]));
  const sumOf = (some: readonly Strand<Look>[]) =>
    some.reduce((sum, strand) => sum + (thickness.get(strand) ?? 0), 0);
  const heightOf = ({ key }: Place) =>
    Math.max(
      sumOf(strands.filter(({ from }) => from === key)),
      sumOf(strands.filter(({ to }) => to === key)),
    );
  const columnHeight = (column: number) => {
    const some = inColumn(column);
    return some.reduce((sum, place) => sum + heightOf(place), 0) + GAP * (some.length - 1);
  };
  const tallest = Math.max(0, ...Array.from({ length: columns }, (_, i) => columnHeight(i)));
  const step = columns > 1 ? (width - 2 * SIDE - BAR) / (columns - 1) : 0;

  const laid = new Map<string, LaidPlace>();
  for (let column = 0; column < columns; column++) {
    let y = TOP + (tallest - columnHeight(column)) / 2;
    for (const place of inColumn(column)) {
      const own = heightOf(place);
      laid.set(place.key, { ...place, x: SIDE + column * step, y, height: own });
      y += own + GAP;
    }
  }
  return {
    height: tallest + 2 * TOP,
    places: [...laid.values()],
    strands: layStrands(strands, laid, thickness),
  };
}

function layStrands<Look>(
  strands: readonly Strand<Look>[],
  laid: ReadonlyMap<string, LaidPlace>,
  thickness: ReadonlyMap<Strand<Look>, number>,
): LaidStrand<Look>[] {
  const left = new Map<string, number>();
  const right = new Map<string, number>();
  return strands.flatMap((strand) => {
    const [a, b] = [laid.get(strand.from), laid.get(strand.to)];
    const thick = thickness.get(strand) ?? LEAST;
    if (a === undefined || b === undefined) return [];
    const y = a.y + (left.get(a.key) ?? 0);
    const z = b.y + (right.get(b.key) ?? 0);
    left.set(a.key, (left.get(a.key) ?? 0) + thick);
    right.set(b.key, (right.get(b.key) ?? 0) + thick);
    const [from, to] = [a.x + BAR, b.x];
    const middle = (from + to) / 2;
    const bend = (p: number, q: number) => `C${middle} ${p} ${middle} ${q} ${to} ${q}`;
    const back = `C${middle} ${z + thick} ${middle} ${y + thick} ${from} ${y + thick}Z`;
    const spine = `M${from} ${y + thick / 2}${bend(y + thick / 2, z + thick / 2)}`;
    return [{ ...strand, d: `M${from} ${y}${bend(y, z)}V${z + thick}${back}`, spine }];
  });
}

function throughput(key: string, strands: readonly Strand<unknown>[]): bigint {
  const sum = (some: readonly Strand<unknown>[]) =>
    some.reduce((all, { units }) => all + units, 0n);
  const [out, into] = [
    sum(strands.filter(({ from }) => from === key)),
    sum(strands.filter(({ to }) => to === key)),
  ];
  return out > into ? out : into;
}
