import { Injectable } from '@nestjs/common';
import type { Question } from '../../contracts/quiz.js';
import type { SessionState, Standing } from '../../contracts/session.js';
import { LeaderboardStore } from '../../leaderboard/leaderboard.store.js';
import { Rooms } from '../../platform/sockets/rooms.js';
import { type FrozenSession, lastScored, playedQuestions, questionFor } from '../frozen-session.js';
import type { MemberSocket } from '../socket-handshake.js';
import { BoardReader } from './board-reader.js';
import { answerKey, resultOf, revealEvent } from './reveal.js';

/** Rows of the podium. */
const PODIUM = 3;

/** Tells this node's sockets what a session has become. Every node does so for its own, from the same state. */
@Injectable()
export class SessionAnnouncer {
  constructor(
    private readonly rooms: Rooms,
    private readonly boards: LeaderboardStore,
    private readonly reader: BoardReader,
  ) {}

  /** The same bytes for everyone, but for choices that each player has in an order of its own. */
  state(session: FrozenSession, state: SessionState): void {
    const shared = session.settings.shuffleChoices ? { ...state, question: undefined } : state;
    this.rooms.io.local.to(session.sessionId).emit('session', shared);
  }

  question(session: FrozenSession, state: SessionState): void {
    if (!session.settings.shuffleChoices) {
      this.rooms.io.local.to(session.sessionId).emit('question', questionEvent(session, state));
      return;
    }
    for (const socket of this.sockets(session.sessionId)) {
      socket.emit('question', questionEvent(session, state, playerOf(socket)));
    }
  }

  /** `reveal` for all, and each player its `result`; or for one socket that came back. */
  async reveal(session: FrozenSession, state: SessionState, only?: MemberSocket): Promise<void> {
    const { sessionId } = session;
    const question = questionOf(session, state);
    const sockets = only ? [only] : [...this.sockets(sessionId)];
    const players = sockets.map(playerOf).filter((playerId) => playerId !== undefined);
    const [answers, places, tallies] = await Promise.all([
      this.reader.answers(sessionId, question.id),
      this.reader.places(sessionId),
      this.reader.tallies(sessionId, players),
    ]);
    const last = lastScored(session, state.index, false);
    const reveal = revealEvent(question, state.rev, answers);
    if (only) only.emit('reveal', reveal);
    else this.rooms.io.local.to(sessionId).emit('reveal', reveal);
    for (const socket of sockets) {
      const playerId = playerOf(socket);
      const place = playerId && places.get(playerId);
      if (!place) continue;
      const tally = tallies.get(playerId);
      const streak = tally?.last === last ? tally.streak : 0;
      socket.emit('result', resultOf(question.id, answers.get(playerId), place, streak));
    }
  }

  async ended(session: FrozenSession, state: SessionState, only?: MemberSocket): Promise<void> {
    const { sessionId } = session;
    const sockets = only ? [only] : [...this.sockets(sessionId)];
    const players = [...new Set(sockets.map(playerOf).filter((playerId) => playerId !== undefined))];
    const [board, places, tallies, nicknames] = await Promise.all([
      this.boards.page(sessionId, 0, PODIUM),
      this.reader.places(sessionId),
      this.reader.tallies(sessionId, players),
      this.reader.nicknames(sessionId, players),
    ]);
    const event = {
      rev: state.rev,
      podium: board?.top ?? [],
      total: board?.total ?? 0,
      ...(session.settings.showAnswersAfterEnd && { answers: playedQuestions(session).map(answerKey) }),
    };
    for (const socket of sockets) {
      const playerId = playerOf(socket);
      const place = playerId && places.get(playerId);
      if (!place) {
        socket.emit('ended', event);
        continue;
      }
      const you: Standing = {
        ...place,
        playerId,
        nickname: nicknames.get(playerId)!,
        correct: tallies.get(playerId)!.correct,
        answered: tallies.get(playerId)!.answered,
        moved: 0,
      };
      socket.emit('ended', { ...event, you });
    }
  }

  private sockets(sessionId: string): Iterable<MemberSocket> {
    return this.rooms.local(sessionId) as Iterable<MemberSocket>;
  }
}

export const playerOf = (socket: MemberSocket): string | undefined => {
  const { member } = socket.data;
  return member.role === 'player' ? member.playerId : undefined;
};

const questionOf = (session: FrozenSession, { index }: SessionState): Question =>
  playedQuestions(session)[index]!;

const questionEvent = (session: FrozenSession, state: SessionState, playerId?: string) => ({
  rev: state.rev,
  index: state.index,
  questionCount: state.questionCount,
  question: questionFor(session, questionOf(session, state), playerId),
  openedAt: state.openedAt!,
  closesAt: state.closesAt!,
  now: state.now,
});
