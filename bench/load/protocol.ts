/** What a bench asks of its load process, over IPC. */
export type LoadTask =
  | { kind: 'connect'; url: string; tokens: string[] }
  /** Self-paced: every player opens every question. */
  | { kind: 'open'; questions: number }
  /** Closed loop: each player answers its questions one after the other, as fast as they are acknowledged. */
  | { kind: 'answer'; questionIds: string[]; value: unknown }
  | { kind: 'disconnect' };

export interface LoadReport {
  /** Acknowledgements by status. */
  statuses: Record<string, number>;
  seconds: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}
