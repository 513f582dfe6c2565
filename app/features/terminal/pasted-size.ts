/** How much of a text, in bytes, has gone: "1.2 of 5.0 MB", in the unit that suits the whole. */
export function pastedSize({ sent, total }: { sent: number; total: number }): string {
  const [unit, name, digits] = total >= 1_000_000 ? [1_000_000, 'MB', 1] : [1000, 'kB', 0];
  return `${(sent / unit).toFixed(digits)} of ${(total / unit).toFixed(digits)} ${name}`;
}
