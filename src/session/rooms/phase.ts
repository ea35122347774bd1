import type { SessionState } from '../../contracts/session.js';

/** Changes when players have something new before them; a lock or a kick changes only the `rev`. */
export const phaseOf = ({ status, index, openedAt }: SessionState): string =>
  `${status}:${index}:${openedAt ?? ''}`;
