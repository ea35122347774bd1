/** Hears about work that takes a while: one line each. */
export type Progress = (line: string) => void;

/** Where an engine lives. */
export interface EngineOptions {
  port: number;
  /** Its own data folder; exists already. */
  dir: string;
  /** File for its output. */
  log: string;
  progress: Progress;
}
