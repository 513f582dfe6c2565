/** GPU contexts a page has at most: browsers take the oldest away without asking from some sixteen on, over all it shows. */
export const GPU_CONTEXTS_MAX = 8;

/** A terminal that draws with the GPU, or would like to. */
export interface GpuUser {
  /** Its context is needed elsewhere: it draws without from now on. */
  giveUp(): void;
}

/** The GPU contexts of a page. Each belongs to one terminal; one that nobody sees yields its own when there are no more. */
export interface GpuPool {
  /** Whether this terminal, which is shown, may have a context. It is its own until it returns it or must give it up. */
  take(user: GpuUser): boolean;
  /** This terminal is not shown any more; it keeps its context until another wants it. */
  hidden(user: GpuUser): void;
  giveBack(user: GpuUser): void;
  /** A context was lost or could not be made: there are no new ones until the page is loaded again. */
  failed(): void;
}

export function createGpuPool(): GpuPool {
  /** Those with a context; the hidden ones first, and of them the one that was hidden first. */
  let users: { readonly user: GpuUser; readonly shown: boolean }[] = [];
  let broken = false;

  const others = (user: GpuUser) => users.filter((each) => each.user !== user);

  function take(user: GpuUser): boolean {
    const has = users.some((each) => each.user === user);
    if (broken && !has) return false;
    if (!has && users.length >= GPU_CONTEXTS_MAX) {
      const spare = users.find((each) => !each.shown);
      if (!spare) return false;
      users = others(spare.user);
      spare.user.giveUp();
    }
    users = [...others(user), { user, shown: true }];
    return true;
  }

  return {
    take,
    hidden(user) {
      if (!users.some((each) => each.user === user)) return;
      const rest = others(user);
      users = [...rest.filter((each) => !each.shown), { user, shown: false }, ...rest.filter((each) => each.shown)];
    },
    giveBack(user) {
      users = others(user);
    },
    failed() {
      broken = true;
    },
  };
}
