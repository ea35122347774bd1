import type { SessionState } from '../../contracts/session.js';
import { sessionNotBack } from '../session-problems.js';
import type { SessionStateReader } from '../session-state.reader.js';
import type { MemberSocket } from '../socket-handshake.js';
import { playerOf } from './session-announcer.js';

/** How often a state is read again because a newer one was sent while it was read. */
const TRIES = 5;

/**
 * The state for an acknowledgement: it is read again while the socket has got a newer one. For no client does a rev ever fall.
 *
 * @throws PodiumError 503 `BUSY` when the session changes faster than it can be read
 */
export async function newestState(
  reader: SessionStateReader,
  socket: MemberSocket,
  state: SessionState,
): Promise<SessionState> {
  const { data } = socket;
  let newest = state;
  for (let tries = 0; newest.rev < (data.rev ?? 0); tries++) {
    if (tries === TRIES) throw sessionNotBack();
    newest = (await reader.readWhole(data.session, playerOf(socket), data.rev)).state;
  }
  return newest;
}
