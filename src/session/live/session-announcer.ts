import { Injectable } from '@nestjs/common';
import type { Question } from '../../contracts/quiz.js';
import type { SessionState, Standing } from '../../contracts/session.js';
import type { EndedEvent } from '../../contracts/socket-events.js';
import { LeaderboardStore } from '../../leaderboard/leaderboard.store.js';
import { type Encoded, encodeEvent, type Line, together, write } from '../../platform/sockets/line.js';
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
    const encoded = encodeState(session, state);
    for (const socket of this.sockets(session.sessionId)) tell(socket, encoded);
  }

  /** The question at everybody, before all else since its clock is running; then the state. */
  question(session: FrozenSession, state: SessionState): void {
    const event = (playerId?: string) => encodeEvent('question', questionEvent(session, state, playerId));
    const shared = session.settings.shuffleChoices ? undefined : event();
    for (const socket of this.sockets(session.sessionId)) tell(socket, shared ?? event(playerOf(socket)));
    this.state(session, state);
  }

  /** The state and `reveal` for all, and each player its `result`. */
  async reveal(session: FrozenSession, state: SessionState): Promise<void> {
    const sockets = [...this.sockets(session.sessionId)];
    const { reveal, resultFor } = await this.revealed(session, state, sockets);
    const all = together(encodeState(session, state), encodeEvent('reveal', reveal));
    for (const socket of sockets) {
      const result = resultFor(socket);
      tell(socket, all, result && encodeEvent('result', result));
    }
  }

  /** `reveal` and `result` for a socket that came after them. */
  async revealTo(socket: MemberSocket, session: FrozenSession, state: SessionState): Promise<void> {
    const { reveal, resultFor } = await this.revealed(session, state, [socket]);
    const result = resultFor(socket);
    tell(socket, encodeEvent('reveal', reveal), result && encodeEvent('result', result));
  }

  /** The state and `ended`, each player's own. */
  async ended(session: FrozenSession, state: SessionState): Promise<void> {
    const sockets = [...this.sockets(session.sessionId)];
    const endFor = await this.end(session, state, sockets);
    const encoded = encodeState(session, state);
    for (const socket of sockets) tell(socket, encoded, encodeEvent('ended', endFor(socket)));
  }

  /** `ended` for a socket that came after it. */
  async endedTo(socket: MemberSocket, session: FrozenSession, state: SessionState): Promise<void> {
    const endFor = await this.end(session, state, [socket]);
    tell(socket, encodeEvent('ended', endFor(socket)));
  }

  private async revealed(session: FrozenSession, state: SessionState, sockets: MemberSocket[]) {
    const { sessionId } = session;
    const question = questionOf(session, state);
    const players = sockets.map(playerOf).filter((playerId) => playerId !== undefined);
    const [answers, places, tallies] = await Promise.all([
      this.reader.answers(sessionId, question.id),
      this.reader.places(sessionId),
      this.reader.tallies(sessionId, players),
    ]);
    const last = lastScored(session, state.index, false);
    const resultFor = (socket: MemberSocket) => {
      const playerId = playerOf(socket);
      const place = playerId && places.get(playerId);
      if (!place) return undefined;
      const tally = tallies.get(playerId);
      const streak = tally?.last === last ? tally.streak : 0;
      return resultOf(question.id, answers.get(playerId), place, streak);
    };
    return { reveal: revealEvent(question, state.rev, answers), resultFor };
  }

  private async end(session: FrozenSession, state: SessionState, sockets: MemberSocket[]) {
    const { sessionId } = session;
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
    return (socket: MemberSocket): EndedEvent => {
      const playerId = playerOf(socket);
      const place = playerId && places.get(playerId);
      if (!place) return event;
      const you: Standing = {
        ...place,
        playerId,
        nickname: nicknames.get(playerId)!,
        correct: tallies.get(playerId)!.correct,
        answered: tallies.get(playerId)!.answered,
        moved: 0,
      };
      return { ...event, you };
    };
  }

  private sockets(sessionId: string): Iterable<MemberSocket> {
    return this.rooms.local(sessionId) as Iterable<MemberSocket>;
  }
}

const tell = (socket: MemberSocket, first: Encoded, second?: Encoded): void =>
  write(socket.conn as unknown as Line, first, second);

const encodeState = ({ settings }: FrozenSession, state: SessionState): Encoded =>
  encodeEvent('session', settings.shuffleChoices ? { ...state, question: undefined } : state);

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
