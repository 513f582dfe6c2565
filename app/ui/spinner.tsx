/** Something takes a moment. `label` says what. */
export function Spinner({ label }: { label: string }) {
  return (
    <span role="status" className="inline-flex items-center gap-2 text-ink-2">
      <svg viewBox="0 0 14 14" aria-hidden="true" className="turning size-3.5 shrink-0">
        <circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" strokeOpacity="0.28" strokeWidth="2" />
        <path d="M7 2a5 5 0 0 1 5 5" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      </svg>
      {label}
    </span>
  );
}
