import { Injectable, Logger } from '@nestjs/common';
import { Rooms } from '../../platform/sockets/rooms.js';
import type { FrozenSession } from '../frozen-session.js';
import { SessionStateReader } from '../session-state.reader.js';

const WINDOW_MS = 500;

/** The room of a session's hosts. */
export const hostsOf = (sessionId: string) => `${sessionId}:hosts`;

/** Sends the hosts on this node how many players have answered the open question: after a change, at most twice a second. */
@Injectable()
export class ProgressFeed {
  private readonly logger = new Logger(ProgressFeed.name);
  private readonly hosts = new Map<string, { sockets: number; timer: NodeJS.Timeout }>();

  constructor(
    private readonly reader: SessionStateReader,
    private readonly rooms: Rooms,
  ) {}

  enter(session: FrozenSession): void {
    const { sessionId } = session;
    const known = this.hosts.get(sessionId);
    if (known) {
      known.sockets += 1;
      return;
    }
    let last = '';
    const look = async () => {
      const state = await this.reader.read(session);
      if (state?.status !== 'question') return;
      const { question, answered, players } = state;
      const now = `${question!.id}:${answered}:${players}`;
      if (now === last) return;
      last = now;
      this.rooms.io.local
        .to(hostsOf(sessionId))
        .emit('progress', { questionId: question!.id, answered: answered!, players });
    };
    const timer = setInterval(() => {
      look().catch((error: Error) => this.logger.warn(`session ${sessionId}: ${error.message}`));
    }, WINDOW_MS).unref();
    this.hosts.set(sessionId, { sockets: 1, timer });
  }

  leave(sessionId: string): void {
    const known = this.hosts.get(sessionId);
    if (!known || --known.sockets > 0) return;
    clearInterval(known.timer);
    this.hosts.delete(sessionId);
  }
}
