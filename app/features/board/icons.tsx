/** The two signs of the board that are no status. */

export function PinMark() {
  return (
    <svg viewBox="0 0 14 14" role="img" aria-label="Pinned" className="size-3 shrink-0 text-ink-2">
      <path
        d="M5 1.5h4M5.6 1.5v4L3.5 8h7L8.4 5.5v-4M7 8v4.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

export function MoreMark() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className="size-4">
      <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
