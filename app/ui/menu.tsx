'use client';

import './style-nonce.ts';
import type { LucideIcon } from 'lucide-react';
import { Check } from 'lucide-react';
import * as RadixMenu from 'radix-ui/dropdown-menu';
import { type ReactNode, useRef } from 'react';
import { createPortal } from 'react-dom';

/** Where a menu opens: under an element, or at a point of the window in CSS pixels. */
export type MenuAnchor = HTMLElement | { x: number; y: number };

const CONTENT =
  'appearing z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 max-w-[min(320px,calc(100vw-16px))] overflow-y-auto rounded-lg border border-line-strong bg-floating p-1 text-ink shadow-float outline-none';
const ITEM =
  'relative flex h-7 cursor-pointer select-none items-center gap-2 rounded px-2 text-[12.5px] outline-none data-disabled:cursor-default data-highlighted:bg-hover data-disabled:opacity-50 touch:h-10 touch:text-sm';

/** A menu under its own button. `trigger` must be a button that takes a ref and props. */
export function Menu({ label, trigger, children }: { label: string; trigger: ReactNode; children: ReactNode }) {
  return (
    <RadixMenu.Root>
      <RadixMenu.Trigger asChild>{trigger}</RadixMenu.Trigger>
      <RadixMenu.Portal>
        <RadixMenu.Content
          aria-label={label}
          aria-labelledby={undefined}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className={CONTENT}
        >
          {children}
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}

/**
 * A menu that many things share: open as long as it is shown, at the button or the pointer that asked for it. Closing gives
 * the focus back to the button, or to what had it.
 */
export function MenuAt({
  label,
  anchor,
  onClose,
  children,
}: {
  label: string;
  anchor: MenuAnchor;
  onClose: () => void;
  children: ReactNode;
}) {
  const before = useRef(document.activeElement);
  const place = anchor instanceof HTMLElement ? anchor.getBoundingClientRect() : { left: anchor.x, top: anchor.y, width: 0, height: 0 };
  return (
    <RadixMenu.Root open onOpenChange={(open) => !open && onClose()}>
      {/* Outside of the page's boxes: one that contains its layout would shift what is fixed in it. */}
      {createPortal(
        <RadixMenu.Trigger asChild>
          <span
            aria-hidden="true"
            tabIndex={-1}
            className="pointer-events-none fixed"
            style={{ left: place.left, top: place.top, width: place.width, height: place.height }}
          />
        </RadixMenu.Trigger>,
        document.body,
      )}
      <RadixMenu.Portal>
        <RadixMenu.Content
          aria-label={label}
          aria-labelledby={undefined}
          align={anchor instanceof HTMLElement ? 'end' : 'start'}
          sideOffset={4}
          collisionPadding={8}
          className={CONTENT}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            const back = anchor instanceof HTMLElement ? anchor : before.current;
            // What the menu did may have moved the focus on purpose, into a dialog or a field.
            if (document.activeElement === document.body && back instanceof HTMLElement) back.focus();
          }}
        >
          {children}
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}

interface MenuItemProps {
  children: ReactNode;
  onSelect: () => void;
  icon?: LucideIcon;
  /** The key that does the same. */
  keys?: ReactNode;
  tone?: 'plain' | 'danger';
  disabled?: boolean;
}

export function MenuItem({ children, onSelect, icon: Icon, keys, tone = 'plain', disabled = false }: MenuItemProps) {
  return (
    <RadixMenu.Item disabled={disabled} onSelect={onSelect} className={`${ITEM} ${tone === 'danger' ? 'text-failed' : ''}`}>
      {Icon && <Icon aria-hidden="true" strokeWidth={1.75} className={`size-4 shrink-0 ${tone === 'danger' ? '' : 'text-ink-2'}`} />}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {/* Where fingers point there are no keys, and their room is the words'. */}
      {keys && <span className="shrink-0 pl-4 text-ink-3 touch:hidden">{keys}</span>}
    </RadixMenu.Item>
  );
}

interface MenuChoiceProps<T extends string> {
  label: string;
  options: readonly { value: T; label: string }[];
  value: T;
  onChoose: (value: T) => void;
}

/** One of a few, inside a menu, with a heading. */
export function MenuChoice<T extends string>({ label, options, value, onChoose }: MenuChoiceProps<T>) {
  return (
    <RadixMenu.RadioGroup
      value={value}
      onValueChange={(chosen) => {
        const option = options.find((one) => one.value === chosen);
        if (option) onChoose(option.value);
      }}
    >
      <RadixMenu.Label className="px-2 py-1 font-medium text-2xs text-ink-3">{label}</RadixMenu.Label>
      {options.map((option) => (
        <RadixMenu.RadioItem key={option.value} value={option.value} className={ITEM}>
          <span className="min-w-0 flex-1 truncate">{option.label}</span>
          <RadixMenu.ItemIndicator>
            <Check aria-hidden="true" className="size-4 text-ink-2" />
          </RadixMenu.ItemIndicator>
        </RadixMenu.RadioItem>
      ))}
    </RadixMenu.RadioGroup>
  );
}

export function MenuSeparator() {
  return <RadixMenu.Separator className="my-1 h-px bg-line-strong" />;
}
