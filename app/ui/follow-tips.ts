/** How long a pointer rests before a tooltip comes, in milliseconds; none when one was shown a moment ago. */
const REST = 450;
const A_MOMENT = 300;
/** Between the element and its tooltip, and at the window's edge, in CSS pixels. */
const GAP = 6;

/** Shows `box` beside whatever element with `data-tip` the pointer or the keyboard's focus is on. Gives the end of that. */
export function followTips(box: HTMLElement): () => void {
  const page = box.ownerDocument;
  const [text, hint] = box.children;
  let owner: Element | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hiddenAt = 0;

  function show(): void {
    if (!owner?.isConnected || !text || !hint) return;
    text.textContent = owner.getAttribute('data-tip');
    hint.textContent = owner.getAttribute('data-tip-hint');
    if (!box.matches(':popover-open')) box.showPopover();
    const at = owner.getBoundingClientRect();
    const below = at.bottom + GAP + box.offsetHeight < page.documentElement.clientHeight;
    box.style.top = `${below ? at.bottom + GAP : Math.max(GAP, at.top - GAP - box.offsetHeight)}px`;
    const room = page.documentElement.clientWidth - GAP - box.offsetWidth;
    box.style.left = `${Math.max(GAP, Math.min(room, at.left + (at.width - box.offsetWidth) / 2))}px`;
  }

  function hide(): void {
    clearTimeout(timer);
    owner = null;
    if (!box.matches(':popover-open')) return;
    box.hidePopover();
    hiddenAt = performance.now();
  }

  function turnTo(target: EventTarget | null): void {
    const next = target instanceof Element ? target.closest('[data-tip]') : null;
    if (next === owner) return;
    hide();
    owner = next;
    if (next) timer = setTimeout(show, performance.now() - hiddenAt < A_MOMENT ? 0 : REST);
  }

  const gone = new AbortController();
  const on = <K extends keyof DocumentEventMap>(name: K, run: (event: DocumentEventMap[K]) => void) =>
    page.addEventListener(name, run, { signal: gone.signal, capture: true, passive: true });

  on('pointerover', (event) => event.pointerType !== 'touch' && turnTo(event.target));
  on('pointerleave', (event) => event.target === page && hide());
  on('focusin', (event) => turnTo(event.target instanceof Element && event.target.matches(':focus-visible') ? event.target : null));
  on('focusout', hide);
  on('pointerdown', hide);
  on('keydown', hide);
  on('scroll', hide);
  return () => {
    gone.abort();
    hide();
  };
}
