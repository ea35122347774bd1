import { now, pause } from './clock.js';
import { PlayerScreen } from './screen.js';
import { PlayerSocket } from './player-socket.js';
import { type Absence, planPlayer, type PlayerPlan, type SessionPlan } from './plan.js';
import { Random } from './random.js';
import type { Seat } from './seat.js';
import type { World } from './world.js';

/** A seat with its connection; writes down everything that it receives. */
export class Player {
  readonly line: PlayerSocket;
  readonly screen: PlayerScreen;
  readonly plan: PlayerPlan;
  /** It decides what this player does, and nothing else draws from it. */
  readonly random: Random;
  readonly ended: Promise<void>;
  hasEnded = false;
  private readonly work = new Set<Promise<void>>();
  private readonly asides = new Set<Promise<void>>();

  /** @param number the number in the session; the first player records the top of the boards */
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
    this.screen = new PlayerScreen(world, this.line, number === 0);
    this.ended = new Promise((resolve) => this.keepEnd(resolve));
    this.keepResults();
    this.line.socket.on('kicked', ({ reason }) => {
      const { connection } = this.line;
      world.history.write({ type: 'kicked', at: now(), ...this.who, connection, reason });
      world.tally.count(world.tally.stats.kicks, reason);
      world.tally.surprise(`${seat.playerId} of ${seat.sessionId} was kicked: ${reason}`);
    });
  }

  /** Starts work for which only the end of the session waits. */
  do(work: Promise<void>): void {
    this.track(this.work, work);
  }

  /** Starts work for which the end of the session does not wait: it stops with the session. */
  aside(work: Promise<void>): void {
    this.track(this.asides, work);
  }

  /** Resolves when no work is running, apart from asides. */
  async settled(): Promise<void> {
    while (this.work.size > 0) await Promise.all(this.work);
  }

  /** Resolves when no work at all is running. */
  async still(): Promise<void> {
    await this.settled();
    while (this.asides.size > 0) await Promise.all(this.asides);
  }

  /** Leaves and returns at the planned moments, with a goodbye or without. */
  async takeLeaves(startAt: number, stop: AbortSignal): Promise<void> {
    const { absence, blinks } = this.plan;
    const at = (one: Absence, go: () => Promise<void>) => async () => {
      if (await pause(startAt + one.at - now(), stop)) await go();
    };
    const leave = (one: Absence) => () => {
      this.world.tally.stats.absences += 1;
      return this.line.leave(one.awayMs);
    };
    const all = blinks.map((one) => at(one, () => this.blink(one.awayMs)));
    if (absence) all.push(at(absence, leave(absence)));
    await Promise.all(all.map((go) => go()));
  }

  async blink(awayMs: number): Promise<void> {
    this.world.tally.stats.blinks += 1;
    await this.line.blink(awayMs);
  }

  private track(set: Set<Promise<void>>, work: Promise<void>): void {
    const tracked = work.catch(this.world.tally.failed).finally(() => set.delete(tracked));
    set.add(tracked);
  }

  private get who() {
    const { sessionId, playerId } = this.line.seat;
    return { sessionId, playerId };
  }

  private keepResults(): void {
    this.line.socket.on('result', ({ questionId, points, score }) =>
      this.world.history.write({ type: 'result', at: now(), ...this.who, questionId, points, score }),
    );
  }

  private keepEnd(resolve: () => void): void {
    this.line.socket.on('ended', ({ rev, total, you, podium }) => {
      const places = podium.map(({ rank, playerId, score }) => ({ rank, playerId, score }));
      const mine = you && { score: you.score, rank: you.rank };
      const line = { type: 'ended', at: now(), ...this.who, rev, total, ...mine, podium: places } as const;
      this.world.history.write(line);
      this.hasEnded = true;
      resolve();
    });
  }
}
