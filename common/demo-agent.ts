/** Where a machine has the demo agent, and the folders that belong to it; all absolute. */
export interface DemoAgent {
  /** The program that runs it. */
  readonly node: string;
  readonly entry: string;
  /** For its live records. */
  readonly config: string;
  /** In which it may edit files. */
  readonly scratch: string;
}
