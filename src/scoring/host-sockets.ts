import type { SocketMember } from '../platform/sockets/session-socket.js';
import type { MemberSocket } from '../session/socket-handshake.js';

/** Enough for a wall display, a phone and many tabs. */
const MOST = 20;

/** The sockets of hosts on this node: at most 20 for a host and session. */
export class HostSockets {
  private readonly sockets = new Map<string, Set<MemberSocket>>();

  /** @returns false when this socket is one too many; players have another bound, by `Presence` */
  enter(socket: MemberSocket): boolean {
    const key = keyOf(socket.data.member);
    if (!key) return true;
    const those = this.sockets.get(key) ?? new Set();
    if (those.size >= MOST) return false;
    this.sockets.set(key, those.add(socket));
    return true;
  }

  leave(socket: MemberSocket): void {
    const key = keyOf(socket.data.member);
    const those = key && this.sockets.get(key);
    if (!those || !those.delete(socket) || those.size > 0) return;
    this.sockets.delete(key);
  }
}

const keyOf = (member: SocketMember): string | undefined =>
  member.role === 'host' ? `${member.sessionId}:${member.hostId}` : undefined;
