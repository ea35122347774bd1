import { ID_PATTERN } from '../../contracts/limits.js';
import { Problem } from './problem.js';

/** Reads what `--session` was given. @throws Problem naming the option */
export function parseSessionId(text: string | undefined): string | undefined {
  if (text !== undefined && !ID_PATTERN.test(text)) {
    throw new Problem(`--session '${text}' is no session's id: expected letters, digits, - and _`);
  }
  return text;
}
