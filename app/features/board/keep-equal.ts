/**
 * A selector that is asked often and whose answer seldom differs: the same input is not selected from again, and an answer
 * that is written the same is the same object, so that nothing is drawn anew for it.
 */
export function keepEqual<Input, Output>(select: (input: Input) => Output): (input: Input) => Output {
  let last: { input: Input; output: Output; written: string } | null = null;
  return (input) => {
    if (last !== null && Object.is(last.input, input)) return last.output;
    const output = select(input);
    const written = JSON.stringify(output);
    last = { input, output: last?.written === written ? last.output : output, written };
    return last.output;
  };
}
