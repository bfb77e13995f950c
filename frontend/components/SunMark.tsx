/** The sign: half a sun above the line. */
export function SunMark() {
  return (
    <svg className="sunmark" width="30" height="30" viewBox="0 0 32 32" aria-hidden="true">
      <path d="M8 20a8 8 0 0 1 16 0z" fill="var(--sun)" />
      <path
        d="M16 5.500v3M7.300 9.300l2 2.100M24.700 9.300l-2 2.100"
        stroke="var(--sun)"
        strokeWidth="2"
        strokeLinecap="round"
      />
      <path d="M3.500 22h25" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
