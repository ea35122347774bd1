import type { AnswerHistory, History, PlayerHistory, SessionHistory } from './evidence.js';
import { emptyGame, emptyPlayerGame } from './game-history.js';

const NO_SCORING = { maxPoints: 0, timeWeight: 0, streakBonus: 0, multiple: 'strict' as const };

/** Sessions and players by id, made when a line first names them, since lines of different clients come in any order. */
export class HistoryBook {
  private readonly sessions: History = new Map();
  /** Lines repeat ids thousands of times; one copy of each is kept. */
  private readonly ids = new Map<string, string>();

  id(id: string): string {
    const known = this.ids.get(id);
    if (known === undefined) this.ids.set(id, id);
    return known ?? id;
  }

  session(sessionId: string): SessionHistory {
    const known = this.sessions.get(sessionId);
    if (known) return known;
    const session: SessionHistory = {
      sessionId: this.id(sessionId),
      announced: false,
      mode: 'live',
      questions: new Map(),
      scoring: NO_SCORING,
      players: new Map(),
      boards: [],
      closed: false,
      game: emptyGame(),
    };
    this.sessions.set(session.sessionId, session);
    return session;
  }

  player({ sessionId, playerId }: { sessionId: string; playerId: string }): PlayerHistory {
    const { players } = this.session(sessionId);
    const known = players.get(playerId);
    if (known) return known;
    const player: PlayerHistory = {
      playerId: this.id(playerId),
      seated: false,
      answers: new Map(),
      versions: new Map(),
      asked: [],
      highestScore: 0,
      ended: [],
      game: emptyPlayerGame(),
    };
    players.set(player.playerId, player);
    return player;
  }

  answer(player: PlayerHistory, questionId: string): AnswerHistory {
    const known = player.answers.get(questionId);
    if (known) return known;
    const answer: AnswerHistory = { ops: [], toldPoints: [] };
    player.answers.set(this.id(questionId), answer);
    return answer;
  }

  /** @throws when lines name sessions or players that no line announced */
  finish(): History {
    for (const { sessionId, announced, players } of this.sessions.values()) {
      if (!announced) throw new Error(`lines about session ${sessionId}, but none of its creation`);
      for (const { playerId, seated } of players.values()) {
        if (!seated) throw new Error(`lines about player ${playerId} of ${sessionId}, but none of a seat`);
      }
    }
    return this.sessions;
  }
}
