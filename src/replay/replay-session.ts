import { ID_PATTERN } from '../contracts/limits.js';
import { ReplayProblem } from './replay-problem.js';

/** Reads the value of `--session`. @throws ReplayProblem naming the option */
export function parseSessionId(text: string | undefined): string | undefined {
  if (text !== undefined && !ID_PATTERN.test(text)) {
    throw new ReplayProblem(`--session '${text}' is no session's id: expected letters, digits, - and _`);
  }
  return text;
}
