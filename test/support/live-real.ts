import { expect } from 'vitest';
import type { SessionCreated } from '../../src/contracts/rest.js';
import type { Leaderboard, SessionState } from '../../src/contracts/session.js';
import type { AnswerResult, HostAck, RevealEvent } from '../../src/contracts/socket-events.js';
import { LiveModel, MODEL_QUIZ, MODEL_RULE, type ModelPlayer } from './live-model.js';
import type { LostSession } from './lost-session.js';
import { Client, Player } from './player.js';
import type { Podium } from './podium.js';
import { until } from './until.js';
import type { Joined } from '../../src/contracts/rest.js';

/** The real session that is compared with the model: its sockets are spread over all nodes. */
export class LiveReal {
  readonly joined = new Map<string, Joined>();
  readonly sockets = new Map<string, Player>();
  private rev = 0;
  private seats = 0;

  private constructor(
    readonly podium: Podium,
    readonly session: SessionCreated,
    readonly host: Client,
    private readonly store: LostSession,
  ) {}

  static async open(podium: Podium, session: SessionCreated, store: LostSession): Promise<LiveReal> {
    // The host is at the first node, which is never restarted.
    const url = podium.ws[0]!.url;
    return new LiveReal(podium, session, await Client.connect(session.hostToken, { url }), store);
  }

  close(): void {
    this.host.close();
    for (const socket of this.sockets.values()) socket.close();
  }

  async join(name: string): Promise<void> {
    this.joined.set(name, await Player.join(this.podium.url, this.session.sessionId, name));
    await this.enter(name);
  }

  /** Connects to the next node in turn, and waits until the session knows that. */
  async enter(name: string): Promise<void> {
    const { url } = this.podium.ws[this.seats++ % this.podium.ws.length]!;
    const player = await Player.enter(this.joined.get(name)!, { url });
    this.sockets.set(name, player);
    // The snapshot comes after the node has reported this player to the session.
    await until(() => player.payloads('session').length > 0, {
      what: 'snapshot',
      withinMs: 5_000,
      everyMs: 1,
    });
  }

  command(command: string, playerId?: string, question?: string): Promise<HostAck> {
    return this.host.send<HostAck>('host', {
      command,
      ...(playerId && { playerId }),
      ...(question && { question }),
    });
  }

  /** Breaks the connection without a goodbye; the player reconnects to the next node. */
  async blink(name: string): Promise<void> {
    this.sockets.get(name)!.socket.io.engine.close();
    await this.enter(name);
  }

  /** Makes Redis lose the session, of which MongoDB has everything; resolves when the session is back. */
  async lose(): Promise<void> {
    const { sessionId } = this.session;
    await this.store.swept(sessionId);
    const { rev } = (await this.host.sync()) as SessionState;
    await this.store.drop(sessionId);
    await until(
      async () => {
        const state = await this.host.sync();
        return 'rev' in state && state.rev > rev;
      },
      { what: 'rebuilt session', withinMs: 15_000 },
    );
  }

  /** Stops the last node and starts it again: its players reconnect to other nodes. */
  async drain(model: LiveModel): Promise<void> {
    const node = this.podium.ws.at(-1)!;
    const moved = model.seated.filter(({ name, connected }) => connected && this.isAt(name, node.name));
    await node.restart();
    for (const { name } of moved) await this.enter(name);
  }

  private isAt(name: string, node: string): boolean {
    const { socket } = this.sockets.get(name)!;
    return socket.io.engine.id?.startsWith(`${node}.`) ?? false;
  }

  /** Checks that the state, the ranking and every connected player's own part match the model. */
  async agree(model: LiveModel): Promise<void> {
    const state = await this.settled(model);
    expect(state.rev).toBeGreaterThanOrEqual(this.rev);
    this.rev = state.rev;
    expect(state).toMatchObject({
      index: model.index,
      locked: model.locked,
      players: model.seated.length,
    });
    const ranking = model.ranking();
    const board = (await this.host.leaderboard({ limit: 50 })) as Leaderboard;
    expect(
      board.top.map(({ nickname, rank, score, correct, answered }) => [
        nickname,
        rank,
        score,
        correct,
        answered,
      ]),
    ).toEqual(
      ranking.map((player, place) => {
        const { score, correct, answered } = model.tally(player);
        return [player.name, place + 1, score, correct, answered];
      }),
    );
    for (const [place, player] of ranking.entries()) {
      if (player.connected) await this.agreeOn(model, player, place + 1);
    }
  }

  /** The message that a player has left takes a moment to reach the session. */
  private async settled(model: LiveModel): Promise<SessionState> {
    let seen: unknown;
    return until(
      async () => {
        const state = (await this.host.sync()) as SessionState;
        seen = state.status;
        return state.status === model.status && state;
      },
      // After a rebuild, a session waits five seconds until every node has reported its players.
      { what: () => `status ${model.status}, but ${String(seen)}`, withinMs: 8_000, everyMs: 5 },
    );
  }

  private async agreeOn(model: LiveModel, player: ModelPlayer, rank: number): Promise<void> {
    const socket = this.sockets.get(player.name)!;
    const { score } = model.tally(player);
    const { you } = (await socket.sync()) as SessionState;
    expect(you).toMatchObject({ nickname: player.name, score, rank, streak: model.streak(player) });
    expect(you!.answered.toSorted()).toEqual(
      [...player.answers.keys()].map((index) => `q${index}`).toSorted(),
    );
    if (model.status !== 'reveal') return;
    const questionId = MODEL_QUIZ[model.index]!.id;
    const of =
      <Event extends { questionId: string }>(name: string) =>
      () =>
        socket.payloads<Event>(name).findLast((event) => event.questionId === questionId);
    const wait = { what: `reveal of ${questionId} for ${player.name}`, withinMs: 3_000, everyMs: 5 };
    const reveal = await until(of<RevealEvent>('reveal'), wait);
    const result = await until(of<{ questionId: string } & AnswerResult>('result'), wait);
    const given = player.answers.get(model.index);
    expect(result).toMatchObject({ fraction: given?.fraction ?? 0, points: given?.points ?? 0 });
    // A kick after the reveal changes ranks and counts that were sent before.
    if (model.players.every(({ kicked }) => !kicked)) {
      expect(reveal.distribution).toEqual(model.distribution());
      expect(result).toMatchObject({ score, streak: model.streak(player) });
    }
  }
}

export const MODEL_SETTINGS = { scoring: MODEL_RULE };
