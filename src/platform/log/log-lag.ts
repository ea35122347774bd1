/** How far the workers are behind the log. */
export abstract class LogLag {
  /** Messages of these topics that no worker has finished; -1 when the log can't be asked. */
  abstract messages(topics: string[]): Promise<number>;
}
