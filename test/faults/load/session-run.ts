import type { SessionLine } from '../history.js';
import { now, within } from './clock.js';
import type { Host } from './host.js';
import { playLive } from './live.js';
import { planSession, type SessionPlan } from './plan.js';
import { Player } from './player.js';
import { makeQuiz, type Draft } from './quiz.js';
import { Random } from './random.js';
import { takeSeat } from './seat.js';
import { playSelfPaced } from './self-paced.js';
import { endSession, watchLive } from './stage.js';
import type { World } from './world.js';

const JOIN_AT_ONCE = 5;
/** A session that is hard to fill begins with those who are there. */
const FILL_MS = 20_000;
/** For answers still under way when the last was due: an outage may last that long. */
const SETTLE_MS = 40_000;
const SETTLE_STOPPING_MS = 10_000;
const GOODBYE_MS = 8_000;
const LAST_ACKS_MS = 5_000;

/** One session from its creation to its end. */
export class SessionRun {
  readonly players: Player[] = [];
  closed = false;

  private constructor(
    private readonly world: World,
    private readonly host: Host,
    readonly sessionId: string,
    private readonly seed: string,
    readonly plan: SessionPlan,
    private readonly questions: Map<string, Draft>,
  ) {}

  /** @param rate answers a second, when self-paced. @throws Stopped, Refused */
  static async open(world: World, host: Host, seed: string, mode: SessionLine['mode'], rate: number) {
    const plan = planSession(seed, mode, rate);
    const drafts = makeQuiz(new Random(`quiz ${seed}`), plan);
    const sessionId = await host.openSession(plan, drafts);
    const questions = new Map(drafts.map((draft) => [draft.id, draft]));
    return new SessionRun(world, host, sessionId, seed, plan, questions);
  }

  /** Seats the players, each with a connection on its way. */
  async fill(): Promise<void> {
    const until = performance.now() + FILL_MS;
    const waiting = Array.from({ length: this.plan.players }, (_, number) => number);
    const join = async () => {
      for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) {
        if (performance.now() > until && this.players.length > 0) return;
        const seat = await takeSeat(this.world, this.sessionId, `Player ${number + 1}`);
        if (!seat) continue;
        const player = new Player(this.world, seat, this.seed, number, this.plan);
        if (this.plan.mode === 'live') playLive(player, this.questions);
        this.players.push(player);
        player.line.dial();
      }
    };
    await Promise.all(Array.from({ length: JOIN_AT_ONCE }, join));
  }

  /** Resolves when nothing new is due, or the load is stopping. @throws Stopped */
  async play(): Promise<void> {
    const { world, plan, players } = this;
    const startAt = now();
    for (const player of players) player.do(player.takeLeave(startAt, world.stopping));
    if (plan.mode === 'live') return watchLive(world, this.host, this.sessionId);
    await Promise.all(players.map((player) => playSelfPaced(player, plan, this.questions, startAt)));
  }

  /** Lets answers arrive, ends the session, and waits until its players know. */
  async conclude(): Promise<void> {
    const { world, players } = this;
    const settled = Promise.all(players.map((player) => player.settled()));
    const inTime = await within(SETTLE_MS, settled, world.stopping);
    if (!inTime && world.stopping.aborted) await within(SETTLE_STOPPING_MS, settled, world.abandoned);
    if (await endSession(world, this.host, this.sessionId)) {
      world.history.write({ type: 'closed', at: now(), sessionId: this.sessionId });
      this.closed = true;
      world.tally.stats.closed += 1;
      await within(GOODBYE_MS, Promise.all(players.map((player) => player.ended)), world.abandoned);
    }
    await this.leave();
  }

  private async leave(): Promise<void> {
    const { players, world } = this;
    for (const { line } of players) line.retire();
    if (this.closed) world.tally.stats.withoutEnd += players.filter(({ hasEnded }) => !hasEnded).length;
    const settled = Promise.all(players.map((player) => player.settled()));
    // What was sent last is still acknowledged, or times out.
    await within(LAST_ACKS_MS, settled, world.abandoned);
    for (const { line } of players) line.close();
    await settled;
  }
}
