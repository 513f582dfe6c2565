/**
 * What had the focus before menus and dialogs opened. A menu item that opens a dialog is gone when the dialog closes, so the
 * focus goes back to what opened the menu.
 */
let outside: HTMLElement | null = null;

if (typeof document !== 'undefined') {
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && !target.closest('[role=menu], [role=dialog]')) outside = target;
  });
}

/** Whom the focus is owed to when what opens now closes. */
export function openerNow(): HTMLElement | null {
  const active = document.activeElement;
  const passing = active === null || active === document.body || active.closest('[role=menu]') !== null;
  return passing || !(active instanceof HTMLElement) ? outside : active;
}
