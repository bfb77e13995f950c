import type { Standing } from '../lib/standing.ts';
import './ProofMark.css';

/** How full the sun is, in quarters. */
const FILL: Partial<Record<Standing, number>> = {
  escrow: 0,
  paid: 1,
  evidenced: 2,
  confirmed: 3,
  attested: 4,
};

/** Lines over the ring: what happened instead of a proof. */
const DOUBT: Partial<Record<Standing, string>> = {
  disputed: 'M12 8v5.200M12 16v.200',
  writtenOff: 'M5 19L19 5',
};

const AWAY: Partial<Record<Standing, string>> = {
  transferred: 'M4 12h15M13.500 6.500L19 12l-5.500 5.500',
  settled: 'M20 12H5M10.500 6.500L5 12l5.500 5.500',
};

/**
 * A sun that fills with each step of proof, struck through or with a mark of exclamation where there
 * is none; arrows for money that went elsewhere. Decoration only.
 */
export function ProofMark({ standing, size = 20 }: { standing: Standing; size?: number }) {
  const quarters = FILL[standing];
  return (
    <svg
      className={`proofmark proofmark-${standing}`}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden="true"
    >
      {AWAY[standing] !== undefined && <path className="proofmark-ring" d={AWAY[standing]} />}
      {DOUBT[standing] !== undefined && (
        <>
          <circle className="proofmark-ring proofmark-doubt" cx="12" cy="12" r="8.500" />
          <path className="proofmark-ring" d={DOUBT[standing]} />
        </>
      )}
      {quarters !== undefined && (
        <>
          <circle
            className="proofmark-ring"
            cx="12"
            cy="12"
            r="6.500"
            {...(quarters === 0 ? { strokeDasharray: '2.500 2.600' } : {})}
          />
          {quarters > 0 && <path className="proofmark-fill" d={pie(quarters)} />}
          {quarters === 4 && (
            <path
              className="proofmark-ring"
              d="M12 1.500v2M12 20.500v2M1.500 12h2M20.500 12h2M4.600 4.600L6 6M18 18l1.400 1.400M19.400 4.600L18 6M6 18l-1.400 1.400"
            />
          )}
        </>
      )}
    </svg>
  );
}

function pie(quarters: number): string {
  if (quarters === 4) return 'M12 6.500a5.500 5.500 0 1 1 0 11a5.500 5.500 0 1 1 0 -11z';
  const ends = ['', '17.500 12', '12 17.500', '6.500 12'];
  return `M12 12V6.500A5.500 5.500 0 ${quarters > 2 ? 1 : 0} 1 ${ends[quarters]}z`;
}
