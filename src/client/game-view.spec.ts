import { describe, expect, it } from 'vitest';
import type { PlayerQuestion } from '../contracts/quiz.js';
import type { SessionState } from '../contracts/session.js';
import { emptyView, type GameEvent, type GameView, gameView } from './game-view.js';

const question = (id: string): PlayerQuestion => ({
  id,
  type: 'single',
  text: id,
  timeLimitMs: 20_000,
  weight: 1,
  choices: [{ id: 'a', text: 'A' }],
});

const lobby: SessionState = {
  sessionId: 's',
  pin: '123456',
  title: 'A quiz',
  mode: 'live',
  status: 'lobby',
  rev: 1,
  index: -1,
  questionCount: 2,
  players: 1,
  locked: false,
  now: 0,
  you: { playerId: 'p', nickname: 'Ada', score: 0, rank: 1, streak: 0, answered: [], answers: {} },
};
const asked = { index: 0, questionCount: 2, question: question('q0'), openedAt: 1, closesAt: 2, now: 1 };
const revealed = { questionId: 'q0', correct: ['a'], distribution: { a: 1 }, answered: 1 };
const result = {
  questionId: 'q0',
  correct: true,
  fraction: 1,
  points: 900,
  score: 900,
  rank: 1,
  streak: 1,
};

const after = (...events: GameEvent[]): GameView => events.reduce(gameView, emptyView);
const entered: GameEvent[] = [{ type: 'connected' }, { type: 'session', state: lobby }];
const opened: GameEvent = { type: 'question', event: { ...asked, rev: 2 } };
const closed: GameEvent[] = [
  { type: 'reveal', event: { ...revealed, rev: 3 } },
  { type: 'result', result },
];

describe('a live question', () => {
  it('opens, and keeps who the player is', () => {
    const { session } = after(...entered, opened);
    expect(session).toMatchObject({
      status: 'question',
      rev: 2,
      question: { id: 'q0' },
      you: { nickname: 'Ada' },
    });
  });

  it('keeps its text when a state for all comes without it', () => {
    const { question: _own, ...shared } = { ...lobby, ...asked, status: 'question' as const, rev: 2 };
    const view = after(...entered, opened, { type: 'session', state: { ...shared, you: undefined } });
    expect(view.session).toMatchObject({ question: { id: 'q0' }, you: { nickname: 'Ada' } });
  });

  it('is revealed with the player’s result, which counts at once', () => {
    const view = after(...entered, opened, ...closed);
    expect(view.session).toMatchObject({ status: 'reveal', you: { score: 900, streak: 1 } });
    expect(view).toMatchObject({ reveal: { correct: ['a'] }, result: { points: 900 } });
  });

  it('takes the last one’s reveal and result away when the next one opens', () => {
    const next: GameEvent = {
      type: 'question',
      event: { ...asked, rev: 4, index: 1, question: question('q1') },
    };
    const view = after(...entered, opened, ...closed, next);
    expect(view).toMatchObject({ reveal: undefined, result: undefined, session: { question: { id: 'q1' } } });
    expect(Object.keys(view.questions)).toEqual(['q0', 'q1']);
  });
});

describe('what comes late', () => {
  it.each<GameEvent>([
    { type: 'session', state: lobby },
    opened,
    { type: 'reveal', event: { ...revealed, rev: 1 } },
  ])('changes nothing: $type', (late) => {
    const view = after(...entered, opened, ...closed);
    expect(gameView(view, late)).toBe(view);
  });

  it('never takes a leaderboard back', () => {
    const board = { sessionId: 's', version: 5, at: 0, total: 0, answers: 0, top: [] };
    const view = after(
      { type: 'leaderboard', board },
      { type: 'leaderboard', board: { ...board, version: 4 } },
    );
    expect(view.board?.version).toBe(5);
  });

  it('counts no progress of another question', () => {
    const progress: GameEvent = { type: 'progress', questionId: 'q9', answered: 4, players: 5 };
    expect(after(...entered, opened, progress).progress).toBeUndefined();
  });
});

describe('the line', () => {
  it('is reconnecting only when there is something to come back to', () => {
    expect(after({ type: 'disconnected' }).line).toBe('connecting');
    expect(after(...entered, { type: 'disconnected' }).line).toBe('reconnecting');
  });

  it('stays closed for who was sent away', () => {
    const view = after(...entered, { type: 'kicked', reason: 'kicked' }, { type: 'disconnected' });
    expect(view).toMatchObject({ line: 'closed', reason: 'kicked' });
  });
});

it('knows who is here: those before this screen, and who came and went since', () => {
  const ada = { playerId: 'p', nickname: 'Ada' };
  const bob = { playerId: 'b', nickname: 'Bob' };
  const view = after(
    ...entered,
    { type: 'players', event: { count: 2, joined: [bob], left: [] } },
    { type: 'roster', members: [ada, bob] },
    { type: 'players', event: { count: 1, joined: [], left: ['b'] } },
  );
  expect(view.roster).toEqual([ada]);
  expect(view.session?.players).toBe(1);
});

it('brings the answers back that the server has', () => {
  const you = { ...lobby.you!, answered: ['q0'], answers: { q0: ['a'] } };
  expect(after({ type: 'session', state: { ...lobby, you } }).answers).toEqual({ q0: ['a'] });
});
