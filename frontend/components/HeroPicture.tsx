import './HeroPicture.css';

/** Where the three ways end, and the height of each ribbon. */
const WAYS = [
  { to: 46, thick: 15, look: 'confirmed' },
  { to: 112, thick: 24, look: 'attested' },
  { to: 172, thick: 11, look: 'evidenced' },
] as const;
const SUN = { x: 84, y: 150, radius: 52 };
const END = 404;

/** What the product does, in one picture: light from a sun on the line parts into three ways that arrive. */
export default function HeroPicture() {
  return (
    <svg className="hero-picture" viewBox="0 0 440 216" aria-hidden="true">
      <defs>
        {WAYS.map(({ look }) => (
          <linearGradient key={look} id={`hero-${look}`}>
            <stop offset="0.1" className="hero-dawn" />
            <stop offset="0.8" className={`hero-${look}`} />
          </linearGradient>
        ))}
      </defs>
      <path className="hero-rays" d="M84 60v22M20.4 86.4l15.6 15.6M147.6 86.4L132 102" />
      <path className="hero-line" d="M0 150h440" />
      {WAYS.map(({ to, thick, look }) => (
        <g key={look}>
          <path fill={`url(#hero-${look})`} d={ribbon(to, thick)} />
          <path className="hero-shine" d={spine(to)} pathLength={100} />
          <circle className="hero-end" cx={END} cy={to} r="14" />
          <path className="hero-tick" d={`M${END - 5.5} ${to + 0.5}l4 4 7-8`} />
        </g>
      ))}
      <path className="hero-sun" d={`M${SUN.x - SUN.radius} 150a52 52 0 0 1 104 0z`} />
    </svg>
  );
}

/** The middle of a way: out of the sun along the line, then towards its end. */
const spine = (to: number): string =>
  `M${SUN.x} ${SUN.y - 12}C250 ${SUN.y - 12} 250 ${to} ${END} ${to}`;

function ribbon(to: number, thick: number): string {
  const [top, bottom] = [to - thick / 2, to + thick / 2];
  const [from, under] = [SUN.y - 12 - thick / 2, SUN.y - 12 + thick / 2];
  return (
    `M${SUN.x} ${from}C250 ${from} 250 ${top} ${END} ${top}V${bottom}` +
    `C250 ${bottom} 250 ${under} ${SUN.x} ${under}Z`
  );
}
