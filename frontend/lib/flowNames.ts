/** How high a name is in the picture of the money's ways, with some air, in its units. */
const LINE = 14;
/** How wide a letter is on the average, and a Chinese character always. */
const LETTER = 6.2;
const SQUARE = 12;

export interface PlacedName {
  readonly text: string;
  /** Where it begins, or ends when it stands to the left of its place. */
  readonly x: number;
  readonly y: number;
  readonly isLeft: boolean;
}

/** Which names find room beside those before them; the numbers lead to all of them below the picture. */
export function withRoom(names: readonly PlacedName[]): ReadonlySet<number> {
  const shown = new Map<number, { from: number; to: number; y: number }>();
  names.forEach(({ text, x, y, isLeft }, i) => {
    const width = widthOf(text);
    const box = { from: isLeft ? x - width : x, to: isLeft ? x : x + width, y };
    const isFree = [...shown.values()].every(
      (other) => Math.abs(other.y - y) >= LINE || other.to <= box.from || box.to <= other.from,
    );
    if (isFree) shown.set(i, box);
  });
  return new Set(shown.keys());
}

const widthOf = (text: string): number =>
  [...text].reduce((sum, symbol) => sum + (symbol > '\u2e7f' ? SQUARE : LETTER), 0);
