import type { SessionState } from '../../contracts/session.js';

/** The phase changes when players have something new on their screens. A lock or a kick changes only the `rev`. */
export const phaseOf = ({ status, index, openedAt }: SessionState): string =>
  `${status}:${index}:${openedAt ?? ''}`;
