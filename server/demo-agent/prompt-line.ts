/** The text being typed: characters and where the cursor stands, counted in characters. */
export interface PromptLine {
  readonly chars: readonly string[];
  readonly at: number;
}

export const EMPTY_LINE: PromptLine = { chars: [], at: 0 };

export type PromptEdit = 'backspace' | 'delete' | 'left' | 'right' | 'home' | 'end' | 'clear';

export function lineOf(text: string): PromptLine {
  const chars = [...text];
  return { chars, at: chars.length };
}

export function textOf(line: PromptLine): string {
  return line.chars.join('');
}

export function insert(line: PromptLine, text: string): PromptLine {
  const chars = [...text];
  return { chars: [...line.chars.slice(0, line.at), ...chars, ...line.chars.slice(line.at)], at: line.at + chars.length };
}

export function edit({ chars, at }: PromptLine, how: PromptEdit): PromptLine {
  switch (how) {
    case 'backspace':
      return at === 0 ? { chars, at } : { chars: [...chars.slice(0, at - 1), ...chars.slice(at)], at: at - 1 };
    case 'delete':
      return { chars: [...chars.slice(0, at), ...chars.slice(at + 1)], at };
    case 'left':
      return { chars, at: Math.max(at - 1, 0) };
    case 'right':
      return { chars, at: Math.min(at + 1, chars.length) };
    case 'home':
      return { chars, at: chars.lastIndexOf('\n', at - 1) + 1 };
    case 'end': {
      const end = chars.indexOf('\n', at);
      return { chars, at: end === -1 ? chars.length : end };
    }
    case 'clear':
      return EMPTY_LINE;
  }
}
