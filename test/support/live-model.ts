import type { AnswerValue, Question } from '../../src/contracts/quiz.js';
import type { HostCommand, SessionStatus } from '../../src/contracts/session.js';
import { choices } from './questions.js';

/** The quiz of the model: one for each kind of grading, open so long that only commands and answers change the state. */
const base = { text: 'So?', timeLimitMs: 240_000 };
export const MODEL_QUIZ: Question[] = [
  { ...base, id: 'q0', type: 'single', weight: 1, choices: choices('a', 'b', 'c'), correct: ['a'] },
  { ...base, id: 'q1', type: 'multiple', weight: 2, choices: choices('a', 'b', 'c'), correct: ['a', 'b'] },
  { ...base, id: 'q2', type: 'poll', weight: 1, choices: choices('a', 'b') },
  { ...base, id: 'q3', type: 'number', weight: 1, correct: 10, tolerance: 2 },
];
export const MODEL_RULE = { maxPoints: 100, timeWeight: 0, streakBonus: 10, multiple: 'balanced' as const };

/** Possible answers to each question: their fraction, and the keys that they add to the distribution. */
export const OPTIONS: { value: AnswerValue; fraction: number; keys: string[] }[][] = [
  [
    { value: ['a'], fraction: 1, keys: ['a'] },
    { value: ['b'], fraction: 0, keys: ['b'] },
    { value: ['a'], fraction: 1, keys: ['a'] },
  ],
  [
    { value: ['b', 'a'], fraction: 1, keys: ['a', 'b'] },
    { value: ['a'], fraction: 0.5, keys: ['a'] },
    { value: ['a', 'b', 'c'], fraction: 0.5, keys: ['a', 'b', 'c'] },
  ],
  [
    { value: ['a'], fraction: 0, keys: ['a'] },
    { value: ['b'], fraction: 0, keys: ['b'] },
    { value: ['b'], fraction: 0, keys: ['b'] },
  ],
  [
    { value: 12, fraction: 1, keys: ['12'] },
    { value: 13, fraction: 0.5, keys: ['13'] },
    { value: 20, fraction: 0, keys: ['20'] },
  ],
];
/** Whether each question gives points: all but the poll do. */
const SCORED = [true, true, false, true];
const EMPTY: Record<string, number>[] = [{ a: 0, b: 0, c: 0 }, { a: 0, b: 0, c: 0 }, { a: 0, b: 0 }, {}];

export interface Tally {
  score: number;
  correct: number;
  answered: number;
  streak: number;
  /** Number of the scored question answered last. */
  last: number;
  /** The turn in which the score was reached; joining counts as a turn. */
  reached: number;
}

export interface ModelPlayer {
  name: string;
  connected: boolean;
  kicked: boolean;
  answers: Map<number, (typeof OPTIONS)[number][number] & { points: number }>;
  now: Tally;
  /** The tally that others can see: the one from the opening of the open question. */
  shown: Tally;
}

/** A live session as the contract describes it, without clock, network or store. */
export class LiveModel {
  status: SessionStatus = 'lobby';
  pausedFrom: 'question' | 'reveal' = 'question';
  index = -1;
  locked = false;
  players: ModelPlayer[] = [];
  private turn = 0;

  get seated(): ModelPlayer[] {
    return this.players.filter(({ kicked }) => !kicked);
  }

  /** While a question is open, answers change no place. */
  private get hidden(): boolean {
    return this.status === 'question' || (this.status === 'paused' && this.pausedFrom === 'question');
  }

  join(name: string): 'joined' | 'SESSION_LOCKED' | 'SESSION_ENDED' {
    if (this.status === 'ended') return 'SESSION_ENDED';
    if (this.locked) return 'SESSION_LOCKED';
    const fresh = { score: 0, correct: 0, answered: 0, streak: 0, last: -1, reached: ++this.turn };
    this.players.push({
      name,
      connected: true,
      kicked: false,
      answers: new Map(),
      now: fresh,
      shown: { ...fresh },
    });
    return 'joined';
  }

  command(command: HostCommand, target?: ModelPlayer): 'ok' | string {
    if (this.status === 'ended') return command === 'end' ? 'ok' : 'SESSION_ENDED';
    switch (command) {
      case 'end':
        this.status = 'ended';
        return 'ok';
      case 'lock':
      case 'unlock':
        this.locked = command === 'lock';
        return 'ok';
      case 'kick':
        if (!target || target.kicked) return 'PLAYER_UNKNOWN';
        target.kicked = true;
        target.connected = false;
        this.closeIfAllAnswered();
        return 'ok';
      case 'start':
        return this.open(this.status === 'lobby', 0);
      case 'next':
        return this.open(this.status === 'reveal', this.index + 1);
      case 'close':
        if (this.status !== 'question') return 'COMMAND_NOT_ALLOWED';
        this.status = 'reveal';
        return 'ok';
      case 'pause':
        if (this.status !== 'question' && this.status !== 'reveal') return 'COMMAND_NOT_ALLOWED';
        this.pausedFrom = this.status;
        this.status = 'paused';
        return 'ok';
      case 'resume':
        if (this.status !== 'paused') return 'COMMAND_NOT_ALLOWED';
        this.status = this.pausedFrom;
        this.closeIfAllAnswered();
        return 'ok';
      default:
        return command satisfies never;
    }
  }

  answer(player: ModelPlayer, question: number, option: number): 'accepted' | 'duplicate' | 'closed' {
    if (player.answers.has(question)) return 'duplicate';
    if (this.status !== 'question' || question !== this.index) return 'closed';
    const given = OPTIONS[question]![option]!;
    const { now } = player;
    const { weight } = MODEL_QUIZ[question]!;
    let points = SCORED[question] ? Math.floor(weight * MODEL_RULE.maxPoints * given.fraction + 0.5) : 0;
    const before = this.scoredBefore(question);
    if (now.last !== before) now.streak = 0;
    if (SCORED[question]) {
      now.streak = given.fraction === 1 ? now.streak + 1 : 0;
      if (given.fraction === 1) points += MODEL_RULE.streakBonus * Math.min(now.streak - 1, 5);
      now.last = question;
    }
    now.score += points;
    now.answered += 1;
    if (given.fraction === 1) now.correct += 1;
    if (points > 0) now.reached = ++this.turn;
    player.answers.set(question, { ...given, points });
    this.closeIfAllAnswered();
    return 'accepted';
  }

  connect(player: ModelPlayer, connected: boolean): void {
    player.connected = connected;
    if (!connected) this.closeIfAllAnswered();
  }

  /** Redis loses the whole session: an open question comes back paused, with all of its time. */
  rebuild(): void {
    if (this.status !== 'question') return;
    this.status = 'paused';
    this.pausedFrom = 'question';
  }

  tally(player: ModelPlayer): Tally {
    return this.hidden ? player.shown : player.now;
  }

  /** A streak counts only if it includes the scored question that was closed last. */
  streak(player: ModelPlayer): number {
    const tally = this.tally(player);
    const last = this.scoredBefore(this.hidden ? this.index : this.index + 1);
    return tally.last === last ? tally.streak : 0;
  }

  /** All players, in the order of the board. */
  ranking(): ModelPlayer[] {
    return this.seated.toSorted((a, b) => {
      const [one, other] = [this.tally(a), this.tally(b)];
      return other.score - one.score || one.reached - other.reached;
    });
  }

  distribution(): Record<string, number> {
    const counts = { ...EMPTY[this.index] };
    for (const { answers } of this.seated) {
      for (const key of answers.get(this.index)?.keys ?? []) counts[key] = (counts[key] ?? 0) + 1;
    }
    return counts;
  }

  private scoredBefore(question: number): number {
    let before = question - 1;
    while (before >= 0 && !SCORED[before]) before -= 1;
    return before;
  }

  private open(allowed: boolean, index: number): string {
    if (!allowed) return 'COMMAND_NOT_ALLOWED';
    if (index >= MODEL_QUIZ.length) {
      this.status = 'ended';
      return 'ok';
    }
    for (const player of this.players) player.shown = { ...player.now };
    this.status = 'question';
    this.index = index;
    return 'ok';
  }

  /** Closes the question when at least one player has answered, and every connected player has. */
  private closeIfAllAnswered(): void {
    if (this.status !== 'question') return;
    const connected = this.seated.filter((player) => player.connected);
    const answered = this.seated.some(({ answers }) => answers.has(this.index));
    if (connected.length > 0 && answered && connected.every(({ answers }) => answers.has(this.index))) {
      this.status = 'reveal';
    }
  }
}
