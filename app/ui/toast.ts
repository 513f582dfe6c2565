export interface Toast {
  readonly id: number;
  readonly tone: 'plain' | 'good' | 'bad';
  readonly text: string;
  /** One thing that can be done about it. */
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

/** More than these would cover the page; the oldest go first. */
const SHOWN_MAX = 3;

let shown: readonly Toast[] = [];
let made = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Says something that needs no answer, for a few seconds, in a corner. */
export function toast(text: string, { tone = 'plain', action = null }: Partial<Pick<Toast, 'tone' | 'action'>> = {}): void {
  made += 1;
  set([...shown.filter((one) => one.text !== text), { id: made, tone, text, action }].slice(-SHOWN_MAX));
}

export function dismissToast(id: number): void {
  set(shown.filter((one) => one.id !== id));
}

/** What `Toaster` shows. */
export function toasts(): readonly Toast[] {
  return shown;
}

export function onToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
