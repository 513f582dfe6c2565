/** Beckon's mark: a terminal, and somebody in it who wants you. */
export function Logo() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className="size-5 shrink-0">
      <path d="M3 4h14v9a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3z" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M6 8l2.5 2L6 12" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" />
      <circle cx="16.5" cy="4" r="3" fill="var(--permission)" />
    </svg>
  );
}
