import { Injectable } from '@nestjs/common';
import type { SessionState, Standing } from '../../contracts/session.js';
import type { EndedEvent } from '../../contracts/socket-events.js';
import { LeaderboardStore } from '../../leaderboard/leaderboard.store.js';
import { type FrozenSession, playedQuestions } from '../frozen-session.js';
import { SessionRevival } from '../session-revival.js';
import type { OwnPart } from '../session-state.reader.js';
import { BoardReader } from './board-reader.js';
import { answerKey } from './reveal.js';

/** Rows of the podium. */
const PODIUM = 3;

/** The part of `ended` that is the same for everyone. */
type SharedEnd = Omit<EndedEvent, 'rev' | 'you'>;

/** Reads the contents of `ended`: the podium, once for each node, and each player's own place. */
@Injectable()
export class EndReader {
  private readonly shared = new Map<string, SharedEnd>();

  constructor(
    private readonly boards: LeaderboardStore,
    private readonly reader: BoardReader,
    private readonly revival: SessionRevival,
  ) {}

  /** Reads it for many players at once. Players who have no seat get the event without `you`. */
  async read(
    session: FrozenSession,
    { rev }: SessionState,
    players: string[],
  ): Promise<(playerId: string | undefined) => EndedEvent> {
    const { sessionId } = session;
    const wanted = [...new Set(players)];
    const [shared, places, tallies, nicknames] = await Promise.all([
      this.readShared(session),
      this.reader.places(sessionId),
      this.reader.tallies(sessionId, wanted),
      this.reader.nicknames(sessionId, wanted),
    ]);
    return (playerId) => {
      const place = playerId && places.get(playerId);
      if (!place) return { rev, ...shared };
      const { correct, answered } = tallies.get(playerId)!;
      const nickname = nicknames.get(playerId)!;
      const you: Standing = { ...place, playerId, nickname, correct, answered, moved: 0 };
      return { rev, ...shared, you };
    };
  }

  /** Reads it for one member, whose own part has been read already. */
  async readFor(
    session: FrozenSession,
    { rev, you }: SessionState,
    own: OwnPart | undefined,
  ): Promise<EndedEvent> {
    const shared = this.shared.get(session.sessionId) ?? (await this.readShared(session));
    if (!you || !own) return { rev, ...shared };
    const { rank, score, playerId, nickname } = you;
    const { correct, answered } = own.tally;
    return { rev, ...shared, you: { rank, score, playerId, nickname, correct, answered, moved: 0 } };
  }

  forget(sessionId: string): void {
    this.shared.delete(sessionId);
  }

  private async readShared(session: FrozenSession): Promise<SharedEnd> {
    const { sessionId, settings } = session;
    const board = await this.revival.ask(sessionId, () => this.boards.page(sessionId, 0, PODIUM));
    const shared = {
      podium: board.top,
      total: board.total,
      ...(settings.showAnswersAfterEnd && { answers: playedQuestions(session).map(answerKey) }),
    };
    this.shared.set(sessionId, shared);
    return shared;
  }
}
