import type { Appearance } from '#common/appearance.ts';

/** What the pty host was told of how this terminal looks: each time that it is something else, and to each viewer anew. */
export interface ToldAppearance {
  tell(viewer: number): void;
  /** Another page may tell its own from now on. */
  forget(): void;
}

export function createToldAppearance(current: () => Appearance, send: (viewer: number, appearance: Appearance) => void): ToldAppearance {
  let told = '';
  return {
    tell(viewer) {
      const appearance = current();
      const now = JSON.stringify([viewer, appearance]);
      if (now === told) return;
      told = now;
      send(viewer, appearance);
    },
    forget() {
      told = '';
    },
  };
}
