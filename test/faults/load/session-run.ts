import type { SessionLine } from '../history.js';
import { now, pause, within } from './clock.js';
import type { Host } from './host.js';
import { neverRead } from './deaf.js';
import { playLive } from './live.js';
import { look } from './look.js';
import { planSession, type SessionPlan } from './plan.js';
import { Player } from './player.js';
import type { Draft } from './kinds.js';
import { makeQuiz } from './quiz.js';
import { Random } from './random.js';
import { type Seat, takeSeat } from './seat.js';
import { playSelfPaced } from './self-paced.js';
import { endSession, watchLive } from './stage.js';
import type { World } from './world.js';

const JOIN_AT_ONCE = 5;
/** A session that is hard to fill begins with the players that have joined by then. */
const FILL_MS = 20_000;
/** Connections that broke together come back within this time. */
const STORM_MS = 1_000;
/** The time for answers that are still on their way when the last was due: an outage can last that long. */
const SETTLE_MS = 40_000;
const SETTLE_STOPPING_MS = 10_000;
const GOODBYE_MS = 8_000;
const LAST_ACKS_MS = 5_000;
/** Screens are compared once more at the end, which can have to wait for a time without faults. */
const LAST_LOOK_MS = 60_000;

/** One session from its creation to its end. */
export class SessionRun {
  readonly players: Player[] = [];
  /** When it was read as ended. */
  closedAt?: number;
  private readonly over = new AbortController();
  private revisits = 0;

  private constructor(
    private readonly world: World,
    private readonly host: Host,
    readonly sessionId: string,
    private readonly seed: string,
    readonly plan: SessionPlan,
    private readonly questions: Map<string, Draft>,
  ) {}

  /** @param rate answers per second, if self-paced. @throws Stopped, Refused */
  static async open(world: World, host: Host, seed: string, mode: SessionLine['mode'], rate: number) {
    const plan = planSession(seed, mode, rate);
    const drafts = makeQuiz(new Random(`quiz ${seed}`), plan);
    const sessionId = await host.openSession(plan, drafts);
    const questions = new Map(drafts.map((draft) => [draft.id, draft]));
    return new SessionRun(world, host, sessionId, seed, plan, questions);
  }

  get closed(): boolean {
    return this.closedAt !== undefined;
  }

  /** Seats the players, and starts to connect each. */
  async fill(): Promise<void> {
    const until = performance.now() + FILL_MS;
    const waiting = Array.from({ length: this.plan.players }, (_, number) => number);
    const join = async () => {
      for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) {
        if (performance.now() > until && this.players.length > 0) return;
        const seat = await this.seat(number);
        if (!seat) continue;
        const player = new Player(this.world, seat, this.seed, number, this.plan);
        if (this.plan.mode === 'live') playLive(player, this.questions);
        this.players.push(player);
        player.line.dial();
      }
    };
    await Promise.all(Array.from({ length: JOIN_AT_ONCE }, join));
    if (this.plan.deaf) this.background(this.placeDeaf());
  }

  /** Resolves when no new answer is due, or the load is stopping. @throws Stopped */
  async play(): Promise<void> {
    const { world, plan, players } = this;
    const startAt = now();
    for (const player of players) player.do(player.takeLeaves(startAt, world.stopping));
    this.background(this.storm(startAt));
    if (plan.mode === 'live') return watchLive(world, this.host, this.sessionId);
    await Promise.all(players.map((player) => playSelfPaced(player, plan, this.questions, startAt)));
  }

  /** Lets answers arrive, ends the session, and waits until its players know that. */
  async conclude(): Promise<void> {
    const { world, players } = this;
    const settled = Promise.all(players.map((player) => player.settled()));
    const inTime = await within(SETTLE_MS, settled, world.stopping);
    if (!inTime && world.stopping.aborted) await within(SETTLE_STOPPING_MS, settled, world.abandoned);
    if (await endSession(world, this.host, this.sessionId)) {
      this.closedAt = now();
      world.history.write({ type: 'closed', at: this.closedAt, sessionId: this.sessionId });
      world.tally.stats.closed += 1;
      await within(GOODBYE_MS, Promise.all(players.map((player) => player.ended)), world.abandoned);
      if (!(await this.look(LAST_LOOK_MS))) world.tally.stats.unlooked += 1;
    }
    await this.leave();
  }

  /** Compares the screens of its players with the state of the server. @returns whether that was possible in time */
  look(withinMs: number): Promise<boolean> {
    const { world, host, sessionId, players } = this;
    const end = AbortSignal.any([AbortSignal.timeout(withinMs), world.abandoned]);
    return look(world, host, { sessionId, players, all: false }, end);
  }

  /** One of its players returns to the session after its end, to see the result once more. */
  async revisit(withinMs = LAST_LOOK_MS): Promise<void> {
    const { world, host, sessionId } = this;
    const player = new Random(`revisit ${this.seed} ${this.revisits++}`).pick(this.players);
    player.screen.forget();
    player.line.revive();
    const end = AbortSignal.any([AbortSignal.timeout(withinMs), world.abandoned]);
    const isSeen = await look(world, host, { sessionId, players: [player], all: true }, end);
    if (!isSeen) world.tally.stats.unlooked += 1;
    player.line.close();
  }

  /** Adds a client that asks and never reads, with its own seat, until the session ends. */
  private async placeDeaf(): Promise<void> {
    const random = new Random(`deaf ${this.seed}`);
    const seat = await takeSeat(this.world, this.sessionId, 'Deaf', random);
    if (seat) await neverRead(this.world, seat, this.over.signal);
  }

  /** Breaks the connections of all players at once, as when a school's router restarts. */
  private async storm(startAt: number): Promise<void> {
    const { plan, world, players } = this;
    if (plan.storm === undefined || !(await pause(startAt + plan.storm - now(), this.over.signal))) return;
    await Promise.all(players.map((player) => player.blink(player.random.between(0, STORM_MS))));
    world.tally.stats.storms += 1;
  }

  private async seat(number: number): Promise<Seat | undefined> {
    const random = new Random(`seat ${this.seed} ${number}`);
    return takeSeat(this.world, this.sessionId, `Player ${number + 1}`, random);
  }

  private background(work: Promise<void>): void {
    work.catch(this.world.tally.failed);
  }

  private async leave(): Promise<void> {
    const { players, world } = this;
    this.over.abort();
    for (const { line } of players) line.retire();
    if (this.closed) world.tally.stats.withoutEnd += players.filter(({ hasEnded }) => !hasEnded).length;
    const settled = Promise.all(players.map((player) => player.still()));
    // The last answers are still acknowledged, or time out.
    await within(LAST_ACKS_MS, settled, world.abandoned);
    for (const { line } of players) line.close();
    await settled;
  }
}
