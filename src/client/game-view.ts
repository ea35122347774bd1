import type { AnswerValue, PlayerQuestion } from '../contracts/quiz.js';
import type { Leaderboard, SessionState, You } from '../contracts/session.js';
import type {
  AnswerResult,
  EndedEvent,
  PlayersEvent,
  QuestionEvent,
  RevealEvent,
} from '../contracts/socket-events.js';

export type Result = { questionId: string } & AnswerResult;
export interface Member {
  playerId: string;
  nickname: string;
}

/** A member's view of its session; every screen is drawn from this alone. */
export interface GameView {
  /** `refused` and `closed` are final: the token is not valid any more, or the server has sent the member away. */
  line: 'connecting' | 'online' | 'reconnecting' | 'refused' | 'closed';
  /** Why the connection was refused or closed: the server's code or reason. */
  reason?: string;
  session?: SessionState;
  reveal?: RevealEvent;
  result?: Result;
  board?: Leaderboard;
  progress?: { answered: number; players: number };
  /** For a host: the players of the session, the latest last. */
  roster: Member[];
  ended?: EndedEvent;
  /** Acknowledged answers by question id. */
  answers: Record<string, AnswerValue>;
  /** Every question seen so far, by its id: the end of the session shows them again. */
  questions: Record<string, PlayerQuestion>;
}

export type GameEvent =
  | { type: 'connected' | 'disconnected' }
  | { type: 'refused' | 'kicked'; reason: string }
  /** `stands`: the server has confirmed this state, so whatever the view has of later times is not true any more. */
  | { type: 'session'; state: SessionState; stands?: boolean }
  | { type: 'question'; event: QuestionEvent }
  | { type: 'reveal'; event: RevealEvent }
  | { type: 'result'; result: Result }
  | { type: 'leaderboard'; board: Leaderboard; stands?: boolean }
  | { type: 'progress'; answered: number; players: number; questionId: string }
  | { type: 'players'; event: PlayersEvent }
  | { type: 'roster'; members: Member[] }
  | { type: 'ended'; event: EndedEvent }
  | { type: 'seen'; questions: PlayerQuestion[] }
  | { type: 'answered'; questionId: string; value: AnswerValue };

export const emptyView: GameView = { line: 'connecting', roster: [], answers: {}, questions: {} };

const final = ({ line }: GameView) => line === 'refused' || line === 'closed';

/** The view after an event. Events can come late or twice: `rev` and `version` show which are old. */
export function gameView(view: GameView, event: GameEvent): GameView {
  switch (event.type) {
    case 'connected':
      return { ...view, line: 'online' };
    case 'disconnected':
      return final(view) ? view : { ...view, line: view.session ? 'reconnecting' : 'connecting' };
    case 'refused':
      return { ...view, line: 'refused', reason: event.reason };
    case 'kicked':
      return { ...view, line: 'closed', reason: event.reason };
    case 'session':
      return withState(event.stands ? rewound(view, event.state) : view, event.state);
    case 'question':
      return withQuestion(view, event.event);
    case 'reveal':
      return withReveal(view, event.event);
    case 'result':
      return withResult(view, event.result);
    case 'leaderboard':
      return view.board && event.board.version < view.board.version && !event.stands
        ? view
        : { ...view, board: event.board };
    case 'progress':
      if (event.questionId !== view.session?.question?.id) return view;
      return { ...view, progress: { answered: event.answered, players: event.players } };
    case 'players':
      return withPlayers(view, event.event);
    case 'roster':
      return { ...view, roster: merged(event.members, view.roster) };
    case 'ended':
      return withState({ ...view, ended: event.event }, view.session && { ...view.session, status: 'ended' });
    case 'seen':
      return { ...view, questions: withSeen(view, ...event.questions) };
    case 'answered':
      return { ...view, answers: { ...view.answers, [event.questionId]: event.value } };
  }
}

/** A question is sent before the state that refers to it, so a state without its question shows that one was missed. */
export const isComplete = ({ session }: GameView): boolean =>
  session?.status !== 'question' || session.question !== undefined;

function withState(view: GameView, state: SessionState | undefined): GameView {
  const before = view.session;
  if (!state || (before && state.rev < before.rev)) return view;
  const sameQuestion = before?.index === state.index;
  const session: SessionState = {
    ...state,
    // A state that goes to all has nothing about one player, and no question whose choices are shuffled for each player.
    ...(!state.you && before?.you && { you: before.you }),
    ...(!state.question && sameQuestion && before?.question && { question: before.question }),
  };
  return {
    ...view,
    session,
    answers: { ...view.answers, ...state.you?.answers },
    questions: session.question ? withSeen(view, session.question) : view.questions,
    ...(sameQuestion ? {} : { reveal: undefined, result: undefined, progress: undefined }),
    ...(state.answered !== undefined && { progress: { answered: state.answered, players: state.players } }),
  };
}

/** The view without everything that is newer than the state. */
function rewound(view: GameView, { rev, status }: SessionState): GameView {
  const { session } = view;
  if (!session || session.rev <= rev) return view;
  return {
    ...view,
    session: { ...session, rev },
    reveal: undefined,
    result: undefined,
    ...(status !== 'ended' && { ended: undefined }),
  };
}

function withQuestion(view: GameView, { rev, now, ...opened }: QuestionEvent): GameView {
  const before = view.session;
  if (!before || rev < before.rev) return view;
  return withState(view, { ...before, ...opened, rev, now, status: 'question', you: undefined });
}

function withReveal(view: GameView, reveal: RevealEvent): GameView {
  const before = view.session;
  if (!before || reveal.rev < before.rev) return view;
  return { ...view, reveal, session: { ...before, rev: reveal.rev, status: 'reveal' } };
}

function withResult(view: GameView, result: Result): GameView {
  const { session } = view;
  if (!session?.you) return { ...view, result };
  const { score, rank, streak } = result;
  const you: You = { ...session.you, score, rank, streak };
  return { ...view, result, session: { ...session, you } };
}

function withPlayers(view: GameView, { count, joined, left }: PlayersEvent): GameView {
  const gone = new Set(left);
  const roster = merged(view.roster, joined).filter(({ playerId }) => !gone.has(playerId));
  return { ...view, roster, session: view.session && { ...view.session, players: count } };
}

const withSeen = ({ questions }: GameView, ...seen: PlayerQuestion[]): GameView['questions'] => ({
  ...questions,
  ...Object.fromEntries(seen.map((question) => [question.id, question])),
});

const merged = (first: Member[], more: Member[]): Member[] => [
  ...new Map([...first, ...more].map((member) => [member.playerId, member])).values(),
];
