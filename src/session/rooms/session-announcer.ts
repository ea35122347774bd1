import { Injectable } from '@nestjs/common';
import type { Question } from '../../contracts/quiz.js';
import type { SessionState } from '../../contracts/session.js';
import { type Encoded, encodeEvent, type Line, together, write } from '../../platform/sockets/line.js';
import { Rooms } from '../../platform/sockets/rooms.js';
import { type FrozenSession, lastScored, playedQuestions, questionFor } from '../frozen-session.js';
import type { OwnPart } from '../session-state.reader.js';
import type { MemberSocket } from '../socket-handshake.js';
import { BoardReader } from './board-reader.js';
import { EndReader } from './end-reader.js';
import { phaseOf } from './phase.js';
import { resultOf, type RevealedAnswers, revealedAnswers } from './reveal.js';

/** The answers that this node has read for a reveal. They are kept for sockets that connect after it. */
interface Revealed {
  phase: string;
  answers: RevealedAnswers;
}

/** Sends the changes of a session to this node's sockets. Every node does so for its own sockets, from the same state. */
@Injectable()
export class SessionAnnouncer {
  private readonly revealed = new Map<string, Revealed>();

  constructor(
    private readonly rooms: Rooms,
    private readonly reader: BoardReader,
    private readonly ends: EndReader,
  ) {}

  /**
   * Sends the same bytes to everyone. With `shuffleChoices` they do not contain the question, since each player has its choices
   * in an order of its own.
   */
  state(session: FrozenSession, state: SessionState): void {
    this.sendState(this.due(session, state), session, state);
  }

  /** Sends everybody the question first, since its clock is running, and then the state. */
  question(session: FrozenSession, state: SessionState): void {
    const event = (playerId?: string) => encodeEvent('question', questionEvent(session, state, playerId));
    const shared = session.settings.shuffleChoices ? undefined : event();
    const sockets = this.due(session, state);
    for (const socket of sockets) send(socket, shared ?? event(playerOf(socket)));
    this.sendState(sockets, session, state);
  }

  /** Sends everybody the state and `reveal`, and each player also a `result`. */
  async reveal(session: FrozenSession, state: SessionState): Promise<void> {
    const { sessionId } = session;
    const question = questionOf(session, state);
    const players = this.players(sessionId);
    const [answers, places, tallies] = await Promise.all([
      this.reader.answers(sessionId, question.id),
      this.reader.places(sessionId),
      this.reader.tallies(sessionId, players),
    ]);
    const revealed = this.keepRevealed(session, state, revealedAnswers(question, answers));
    const all = together(encodeState(session, state), encodeEvent('reveal', { rev: state.rev, ...revealed }));
    const last = lastScored(session, state.index, false);
    for (const socket of this.due(session, state)) {
      const playerId = playerOf(socket);
      const place = playerId && places.get(playerId);
      const result =
        place && resultOf(question.id, answers.get(playerId), place, streakOf(tallies.get(playerId), last));
      send(socket, all, result ? encodeEvent('result', result) : undefined);
    }
  }

  /**
   * Sends one socket that has just connected the state, and `reveal` and `result`, or `ended`, if the session is there. They come from
   * the answers that are kept and from the player's own part of the state.
   *
   * @returns false when a newer state was sent to the socket meanwhile; then nothing is sent
   */
  async catchUp(
    socket: MemberSocket,
    session: FrozenSession,
    state: SessionState,
    own: OwnPart | undefined,
  ): Promise<boolean> {
    const [first, second] = await this.eventsOf(session, state, own);
    if ((socket.data.rev ?? 0) > state.rev) return false;
    socket.data.rev = state.rev;
    socket.emit('session', state);
    if (first) send(socket, first, second);
    return true;
  }

  /** Sends everybody the state and `ended`, which contains the player's own place. */
  async ended(session: FrozenSession, state: SessionState): Promise<void> {
    const endFor = await this.ends.read(session, state, this.players(session.sessionId));
    const encoded = encodeState(session, state);
    for (const socket of this.due(session, state))
      send(socket, encoded, encodeEvent('ended', endFor(playerOf(socket))));
  }

  /** The last socket of the session has left this node. */
  forget(sessionId: string): void {
    this.revealed.delete(sessionId);
    this.ends.forget(sessionId);
  }

  /** The events that a member who was there has got with this state. */
  private async eventsOf(
    session: FrozenSession,
    state: SessionState,
    own: OwnPart | undefined,
  ): Promise<[] | [Encoded, Encoded?]> {
    if (state.status === 'ended') return [encodeEvent('ended', await this.ends.readFor(session, state, own))];
    if (state.status !== 'reveal') return [];
    const question = questionOf(session, state);
    const revealed = await this.revealedOf(session, state, question);
    const reveal = encodeEvent('reveal', { rev: state.rev, ...revealed });
    if (!state.you) return [reveal];
    const streak = streakOf(own?.tally, lastScored(session, state.index, false));
    const result = resultOf(question.id, own?.records.get(question.id), state.you, streak);
    return [reveal, encodeEvent('result', result)];
  }

  private async revealedOf(
    session: FrozenSession,
    state: SessionState,
    question: Question,
  ): Promise<RevealedAnswers> {
    const kept = this.revealed.get(session.sessionId);
    if (kept?.phase === phaseOf(state)) return kept.answers;
    const answers = await this.reader.answers(session.sessionId, question.id);
    return this.keepRevealed(session, state, revealedAnswers(question, answers));
  }

  private keepRevealed({ sessionId }: FrozenSession, state: SessionState, answers: RevealedAnswers) {
    this.revealed.set(sessionId, { phase: phaseOf(state), answers });
    return answers;
  }

  /**
   * The sockets that have nothing as new as this state, which the caller now sends them. A socket that has just connected can have a
   * newer one: for no client does a rev ever fall.
   */
  private due({ sessionId }: FrozenSession, { rev }: SessionState): MemberSocket[] {
    const due = [...this.sockets(sessionId)].filter(({ data }) => (data.rev ?? 0) < rev);
    for (const { data } of due) data.rev = rev;
    return due;
  }

  private sendState(sockets: MemberSocket[], session: FrozenSession, state: SessionState): void {
    const encoded = encodeState(session, state);
    for (const socket of sockets) send(socket, encoded);
  }

  private players(sessionId: string): string[] {
    return [...this.sockets(sessionId)].map(playerOf).filter((playerId) => playerId !== undefined);
  }

  private sockets(sessionId: string): Iterable<MemberSocket> {
    return this.rooms.local(sessionId) as Iterable<MemberSocket>;
  }
}

const streakOf = (tally: OwnPart['tally'] | undefined, last: number): number =>
  tally?.last === last ? tally.streak : 0;

const send = (socket: MemberSocket, first: Encoded, second?: Encoded): void =>
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
