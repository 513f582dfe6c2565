'use client';

import { useState } from 'react';
import type { KeyPlace } from '#app/actions/action-keys.ts';
import type { ActionId } from '#app/actions/action-table.ts';
import { useActions } from '#app/actions/actions-provider.tsx';
import { type Chord, chordOf, chordText } from '#app/actions/key-chord.ts';
import { OWN_KEYS } from '#app/actions/key-dispatch.ts';
import { keyRefusal } from '#app/actions/key-rules.ts';
import { chordWords } from '#app/actions/key-words.ts';
import { Kbd } from '#app/ui/kbd.tsx';

/** The element of the key of an action at a place. */
export function keyFieldId(id: ActionId, place: KeyPlace): string {
  return `key-${id}-${place}`;
}

export function focusKeyField(id: ActionId, place: KeyPlace): void {
  document.getElementById(keyFieldId(id, place))?.focus();
}

interface KeyFieldProps {
  id?: string;
  /** Names the key: the action, and where. */
  label: string;
  place: KeyPlace;
  chord: Chord | null;
  /** Whether another action has the same key. */
  conflicts: boolean;
  onRecord: (text: string) => void;
}

/** Shows a key; pressed, it takes the next keys as the new one. Esc leaves it as it is. */
export function KeyField({ id, label, place, chord, conflicts, onRecord }: KeyFieldProps) {
  const { mac } = useActions();
  const [isRecording, setRecording] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  function stop(): void {
    setRecording(false);
    setRefusal(null);
  }

  function take(event: React.KeyboardEvent): void {
    if (!isRecording) return;
    event.preventDefault();
    event.stopPropagation();
    const pressed = chordOf(event.nativeEvent);
    if (!pressed) return;
    if (chordText(pressed) === 'Escape') return stop();
    const why = keyRefusal(place, pressed);
    if (why !== null) return setRefusal(why);
    stop();
    onRecord(chordText(pressed));
  }

  return (
    <div className="flex min-w-0 flex-col items-start gap-1">
      <button
        id={id}
        type="button"
        {...(isRecording ? OWN_KEYS : {})}
        aria-label={`${label}: ${isRecording ? 'press the new keys' : chord ? chordWords(chord, mac) : 'no key'}`}
        onClick={() => setRecording(true)}
        onKeyDown={take}
        onBlur={stop}
        className={`flex min-h-10 min-w-20 max-w-full items-center rounded-md border px-2 text-left sm:min-h-7 ${isRecording ? 'border-accent' : conflicts ? 'border-permission' : 'border-line hover:border-line-strong'}`}
      >
        {isRecording ? (
          <span className="text-ink-2">Press keys…</span>
        ) : chord ? (
          <Kbd>{chordWords(chord, mac)}</Kbd>
        ) : (
          <span className="text-ink-2">none</span>
        )}
      </button>
      {refusal !== null && (
        <p role="alert" className="text-failed text-xs">
          {refusal}
        </p>
      )}
    </div>
  );
}
