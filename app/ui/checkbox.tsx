import { Check } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId } from 'react';

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'id' | 'checked' | 'onChange'> {
  label: string;
  hint?: ReactNode;
  checked: boolean;
  onCheck: (checked: boolean) => void;
}

/** Something that is so or not so, at once. */
export function Checkbox({ label, hint, checked, onCheck, ...props }: CheckboxProps) {
  const hintId = useId();
  return (
    <div className="flex flex-col">
      <label className="flex cursor-pointer items-center gap-2 has-disabled:cursor-default has-disabled:opacity-50 touch:min-h-10">
        <span className="relative grid size-4 shrink-0 place-items-center">
          <input
            {...props}
            type="checkbox"
            aria-describedby={hintId}
            checked={checked}
            onChange={(event) => onCheck(event.target.checked)}
            className="peer size-4 cursor-[inherit] appearance-none rounded border border-edge bg-ground checked:border-accent checked:bg-accent"
          />
          <Check
            aria-hidden="true"
            strokeWidth={3}
            className="pointer-events-none absolute size-3 text-on-ink opacity-0 peer-checked:opacity-100"
          />
        </span>
        {label}
      </label>
      <div id={hintId} className="pl-6 text-ink-2 text-xs empty:hidden">
        {hint}
      </div>
    </div>
  );
}
