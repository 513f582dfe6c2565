/** Holds the place of what is on its way, with its size. It does not move. */
export function Skeleton({ className = 'h-4 w-full' }: { className?: string }) {
  return <span aria-hidden="true" className={`block rounded bg-hover ${className}`} />;
}
