import { now, pause } from './clock.js';
import { PlayerSocket } from './player-socket.js';
import { planPlayer, type PlayerPlan, type SessionPlan } from './plan.js';
import { Random } from './random.js';
import type { Seat } from './seat.js';
import type { World } from './world.js';

const TOP = 10;

/** A seat with its connection; writes down all that it is told. */
export class Player {
  readonly line: PlayerSocket;
  readonly plan: PlayerPlan;
  /** Decides what this player does, and nothing else draws from it. */
  readonly random: Random;
  readonly ended: Promise<void>;
  hasEnded = false;
  private readonly work = new Set<Promise<void>>();

  /** @param number in the session; the first keeps the top of the boards */
  constructor(
    readonly world: World,
    seat: Seat,
    seed: string,
    number: number,
    { durationMs }: SessionPlan,
  ) {
    this.random = new Random(`player ${seed} ${number}`);
    this.plan = planPlayer(this.random, durationMs);
    this.line = new PlayerSocket(world, seat, this.plan.transport);
    this.ended = new Promise((resolve) => this.keepEnd(resolve));
    this.keepBoards(number === 0);
    this.keepResults();
    this.line.socket.on('kicked', ({ reason }) => {
      world.tally.count(world.tally.stats.kicks, reason);
      world.tally.surprise(`${seat.playerId} of ${seat.sessionId} was kicked: ${reason}`);
    });
  }

  /** Work that nobody waits for until the session's end. */
  do(work: Promise<void>): void {
    const tracked = work.catch(this.world.tally.failed).finally(() => this.work.delete(tracked));
    this.work.add(tracked);
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.work.size > 0) await Promise.all(this.work);
  }

  /** Leaves and comes back at the planned moment. */
  async takeLeave(startAt: number, stop: AbortSignal): Promise<void> {
    const { absence } = this.plan;
    if (!absence || !(await pause(startAt + absence.at - now(), stop))) return;
    this.world.tally.stats.absences += 1;
    await this.line.leave(absence.awayMs);
  }

  private get who() {
    const { sessionId, playerId } = this.line.seat;
    return { sessionId, playerId };
  }

  private keepBoards(withTop: boolean): void {
    this.line.socket.on('leaderboard', ({ version, top }) => {
      const rows = withTop && {
        top: top.slice(0, TOP).map(({ rank, playerId, score }) => ({ rank, playerId, score })),
      };
      const { connection } = this.line;
      this.world.history.write({ type: 'board', at: now(), ...this.who, connection, version, ...rows });
    });
  }

  private keepResults(): void {
    this.line.socket.on('result', ({ questionId, points, score }) =>
      this.world.history.write({ type: 'result', at: now(), ...this.who, questionId, points, score }),
    );
  }

  private keepEnd(resolve: () => void): void {
    this.line.socket.on('ended', ({ total, you, podium }) => {
      const places = podium.map(({ rank, playerId, score }) => ({ rank, playerId, score }));
      const mine = you && { score: you.score, rank: you.rank };
      this.world.history.write({ type: 'ended', at: now(), ...this.who, total, ...mine, podium: places });
      this.hasEnded = true;
      resolve();
    });
  }
}
