import { dropPlace } from './drop-place.ts';

/** So far a pointer moves before a press becomes a drag, in CSS pixels: below it, it is a click. */
const BEGIN_AFTER = 6;
/** So near to the end of the scrolled area a drag scrolls it, and so far at each frame, in CSS pixels. */
const SCROLL_WITHIN = 48;
const SCROLL_BY = 12;

export interface DragOrder {
  /** Stands in the place where the dragged card would come to be. */
  readonly indicator: HTMLElement;
  /** The card was dropped: places count among the cards of its kind. */
  readonly onDrop: (id: string, from: number, to: number) => void;
}

interface Drag {
  readonly card: HTMLElement;
  readonly pointer: number;
  readonly start: { readonly x: number; readonly y: number };
  at: { x: number; y: number };
  begun: boolean;
  to: number;
}

/**
 * Lets a mouse or a pen drag the cards of a list (its children with `data-session`) to another place. Cards of another
 * `data-kind` are passed over. Fingers scroll, and use the menu. Gives what ends it.
 */
export function createDragOrder(list: HTMLElement, { indicator, onDrop }: DragOrder): () => void {
  let drag: Drag | null = null;
  let frame = 0;

  const cardsLike = (card: HTMLElement) =>
    [...list.children].filter((each): each is HTMLElement => each instanceof HTMLElement && each.dataset.kind === card.dataset.kind);

  function press(event: PointerEvent): void {
    if (event.button !== 0 || event.pointerType === 'touch' || !(event.target instanceof Element)) return;
    if (event.target.closest('button, summary, input') !== null) return;
    const card = event.target.closest<HTMLElement>('[data-session]');
    if (card === null) return;
    const start = { x: event.clientX, y: event.clientY };
    drag = { card, pointer: event.pointerId, start, at: start, begun: false, to: -1 };
    list.ownerDocument.addEventListener('keydown', cancelByKey, true);
  }

  function move(event: PointerEvent): void {
    if (drag?.pointer !== event.pointerId) return;
    drag.at = { x: event.clientX, y: event.clientY };
    if (!drag.begun) {
      if (Math.hypot(drag.at.x - drag.start.x, drag.at.y - drag.start.y) < BEGIN_AFTER) return;
      drag.begun = true;
      list.setPointerCapture(drag.pointer);
      drag.card.dataset.dragging = '';
      frame = requestAnimationFrame(scroll);
    }
    show(drag);
  }

  function show(now: Drag): void {
    const cards = cardsLike(now.card);
    const boxes = cards.map((each) => each.getBoundingClientRect());
    const vertical = boxes.every((box) => box.left === boxes[0]?.left);
    const place = dropPlace(boxes, now.at, vertical);
    const from = cards.indexOf(now.card);
    const box = place === null ? undefined : boxes[place.edge.box];
    now.to = place === null ? from : place.at > from ? place.at - 1 : place.at;
    indicator.hidden = box === undefined || now.to === from;
    if (box === undefined || place === null) return;
    const origin = indicator.offsetParent?.getBoundingClientRect() ?? { left: 0, top: 0 };
    const isAfter = place.edge.side === 'after';
    const x = vertical ? box.left : isAfter ? box.right + 6 : box.left - 8;
    const y = vertical ? (isAfter ? box.bottom : box.top) - 1 : box.top;
    Object.assign(indicator.style, {
      left: `${x - origin.left}px`,
      top: `${y - origin.top}px`,
      width: `${vertical ? box.right - box.left : 2}px`,
      height: `${vertical ? 2 : box.bottom - box.top}px`,
    });
  }

  function scroll(): void {
    if (drag === null) return;
    frame = requestAnimationFrame(scroll);
    const area = scrolledArea(list);
    const { top, bottom } = area.getBoundingClientRect();
    const by = drag.at.y < top + SCROLL_WITHIN ? -SCROLL_BY : drag.at.y > bottom - SCROLL_WITHIN ? SCROLL_BY : 0;
    if (by === 0) return;
    area.scrollBy(0, by);
    show(drag);
  }

  function release(event: PointerEvent): void {
    if (drag?.pointer !== event.pointerId) return;
    const { card, begun, to } = drag;
    const from = cardsLike(card).indexOf(card);
    stop();
    if (!begun) return;
    // The click that follows the release must not open the card.
    list.addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => list.removeEventListener('click', swallow, true));
    if (to !== from && to >= 0) onDrop(card.dataset.session ?? '', from, to);
  }

  function cancelByKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    stop();
  }

  function cancel(event: PointerEvent): void {
    if (drag?.pointer === event.pointerId) stop();
  }

  function stop(): void {
    list.ownerDocument.removeEventListener('keydown', cancelByKey, true);
    cancelAnimationFrame(frame);
    indicator.hidden = true;
    delete drag?.card.dataset.dragging;
    drag = null;
  }

  const stopDragging = (event: DragEvent) => event.preventDefault(); // the browser's own drag of links
  const document = list.ownerDocument;
  list.addEventListener('pointerdown', press);
  list.addEventListener('dragstart', stopDragging);
  document.addEventListener('pointermove', move);
  document.addEventListener('pointerup', release);
  document.addEventListener('pointercancel', cancel);
  return () => {
    stop();
    list.removeEventListener('pointerdown', press);
    list.removeEventListener('dragstart', stopDragging);
    document.removeEventListener('pointermove', move);
    document.removeEventListener('pointerup', release);
    document.removeEventListener('pointercancel', cancel);
  };
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

function scrolledArea(element: HTMLElement): Element {
  for (let each = element.parentElement; each !== null; each = each.parentElement)
    if (/auto|scroll/.test(getComputedStyle(each).overflowY) && each.scrollHeight > each.clientHeight) return each;
  return element.ownerDocument.scrollingElement ?? element.ownerDocument.documentElement;
}
