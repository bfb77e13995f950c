interface Props {
  readonly title: string;
  readonly used: bigint;
  readonly limit: bigint;
  /** The same in words, with both figures. */
  readonly words: string;
  readonly note?: string;
}

const WIDTH = 1_000n;

/** How much of a limit is used up: as a bar, and always in words. */
export function Meter({ title, used, limit, words, note }: Props) {
  const share = limit === 0n ? (used > 0n ? WIDTH : 0n) : (used * WIDTH) / limit;
  const width = Number(share > WIDTH ? WIDTH : share);
  return (
    <div className="meter">
      <h3>{title}</h3>
      <svg viewBox={`0 0 ${WIDTH} 20`} preserveAspectRatio="none" aria-hidden="true">
        <rect className="meter-track" width={Number(WIDTH)} height="20" />
        <rect className={share >= WIDTH ? 'meter-full' : 'meter-used'} width={width} height="20" />
      </svg>
      <p>{words}</p>
      {note !== undefined && <p className="soft small">{note}</p>}
    </div>
  );
}
