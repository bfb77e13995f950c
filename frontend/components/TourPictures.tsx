/** Widths of three gifts in the line, in the picture's units; the second one is the visitor's. */
const GIFTS = [90, 70, 110] as const;
const YOURS = 1;
const LEFT = 30;
const GAP = 4;

/** Three gifts that stand in line; with a payment that takes the first and half of the second. */
export function LinePicture({ paid, label }: { paid: boolean; label: string }) {
  const starts = GIFTS.map((_, i) =>
    GIFTS.slice(0, i).reduce((sum, width) => sum + width + GAP, LEFT),
  );
  return (
    <svg className="tour-picture" viewBox="0 0 340 96" role="img" aria-label={label}>
      <line className="tour-line" x1="8" y1="70" x2="332" y2="70" />
      {GIFTS.map((width, i) => (
        <rect
          key={width}
          className={i === YOURS ? 'tour-yours' : 'tour-gift'}
          x={starts[i]}
          y="36"
          width={width}
          height="30"
          rx="6"
        />
      ))}
      {paid && (
        <rect
          className="tour-taken"
          x={LEFT - 6}
          y="24"
          width={GIFTS[0] + GAP + GIFTS[1] / 2 + 6}
          height="54"
          rx="9"
        />
      )}
    </svg>
  );
}
