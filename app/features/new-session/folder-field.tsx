'use client';

import { type KeyboardEvent, type RefObject, useId, useRef, useState } from 'react';
import { Field } from '#app/ui/field.tsx';
import { entered, type FolderOption, moved } from './folder-options.ts';
import { useFolders } from './use-folders.ts';

interface FolderFieldProps {
  value: string;
  onChange: (folder: string) => void;
  error: string | null;
  /** Closes the list, and says whether it was open: Esc closes the list before it closes the dialog. */
  closeList: RefObject<(() => boolean) | null>;
}

/** A path, with the folders it may go on with and those that were used before. */
export function FolderField({ value, onChange, error, closeList }: FolderFieldProps) {
  const [isWanted, setWanted] = useState(false);
  const [active, setActive] = useState(-1);
  const [filledIn] = useState(value);
  const { options, problem } = useFolders(value, { wanted: isWanted, isUntouched: value === filledIn });
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const isOpen = isWanted && options.length > 0;
  const optionId = (at: number) => `${list}-${at}`;

  closeList.current = () => {
    setWanted(false);
    setActive(-1);
    return isOpen;
  };

  function choose({ path }: FolderOption): void {
    onChange(entered(path));
    setActive(-1);
    input.current?.focus();
  }

  function pressed(event: KeyboardEvent): void {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null;
    if (by !== null) {
      event.preventDefault();
      setWanted(true);
      const next = moved(active, by, options.length);
      setActive(next);
      document.getElementById(optionId(next))?.scrollIntoView({ block: 'nearest' });
      return;
    }
    const option = isOpen ? options[active] : undefined;
    if (option === undefined || (event.key !== 'Enter' && event.key !== 'Tab')) return;
    event.preventDefault();
    choose(option);
  }

  return (
    <div className="relative">
      <Field
        label="Folder"
        error={error}
        hint={isWanted && problem !== null ? problem : 'Where it starts. Full path, or ~/ for your home folder.'}
      >
        {(control) => (
          <input
            {...control}
            ref={input}
            data-field="folder"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={isOpen}
            aria-controls={list}
            aria-activedescendant={isOpen && active !== -1 ? optionId(active) : undefined}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className={`${control.className} font-mono`}
            value={value}
            onChange={(event) => {
              onChange(event.target.value);
              setWanted(true);
              setActive(-1);
            }}
            onClick={() => setWanted(true)}
            onBlur={() => setWanted(false)}
            onKeyDown={pressed}
          />
        )}
      </Field>
      <div
        id={list}
        role="listbox"
        aria-label="Folders"
        hidden={!isOpen}
        className="absolute inset-x-0 top-[58px] z-10 max-h-56 overflow-y-auto rounded-md border border-line-strong bg-raised py-1 shadow-float touch:top-[62px]"
      >
        {isOpen &&
          options.map((option, at) => (
            <button
              type="button"
              key={option.path}
              id={optionId(at)}
              role="option"
              tabIndex={-1}
              aria-selected={at === active}
              // The focus stays in the field: without it the list would close before the click.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(option)}
              className="flex w-full cursor-pointer text-left items-center gap-3 px-2.5 py-1 hover:bg-line aria-selected:bg-line touch:min-h-10"
            >
              <span className="min-w-0 flex-1 truncate font-mono text-[12.5px]">{option.path}</span>
              {option.recent && <span className="shrink-0 text-ink-2 text-xs">recent</span>}
            </button>
          ))}
      </div>
    </div>
  );
}
