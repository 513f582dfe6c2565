import type { ComponentProps, ReactNode } from 'react';
import { Field } from './field.tsx';

interface FieldTexts {
  label: string;
  hint?: ReactNode;
  error?: string | null;
  /** Set in the terminal's letters: for paths, commands, names of programs. */
  mono?: boolean;
}

type TextFieldProps = Omit<ComponentProps<'input'>, 'id'> & FieldTexts;

/** One line of text with its label. */
export function TextField({ label, hint, error = null, mono = false, className = '', ...props }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <input
          autoComplete="off"
          spellCheck={false}
          {...props}
          {...control}
          className={`${control.className} ${face(mono)} ${className}`}
        />
      )}
    </Field>
  );
}

type TextAreaProps = Omit<ComponentProps<'textarea'>, 'id'> & FieldTexts;

/** Several lines of text with their label. */
export function TextArea({ label, hint, error = null, mono = false, className = '', ...props }: TextAreaProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <textarea rows={3} {...props} {...control} className={`${control.className} ${face(mono)} ${className}`} />}
    </Field>
  );
}

function face(mono: boolean): string {
  return mono ? 'font-mono' : '';
}
