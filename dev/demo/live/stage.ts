import { setTimeout as sleep } from 'node:timers/promises';
import {
  type HostCommand,
  type RevealEvent,
  SessionLine,
  type SessionState,
} from '../../../src/client/index.js';
import { GIVE_UP_MS } from '../player.js';
import type { Progress } from '../progress.js';

/** The host closes a question that has been open for this long, since some players do not answer. */
const PATIENCE_MS = 4_000;
const REVEAL_MS = 15_000;
const PAUSE_MS = 600;

/** The host's screen, which steers the session over its socket. */
export class LiveStage {
  private readonly reveals: RevealEvent[] = [];

  private constructor(
    private readonly line: SessionLine,
    private readonly progress: Progress,
  ) {
    const { socket } = line;
    socket.on('reveal', (reveal) => this.reveals.push(reveal));
    socket.on('progress', ({ answered, players }) => {
      progress.phase = `${progress.phase.split(' · ')[0]} · ${answered} of ${players} have answered`;
    });
  }

  static async open(url: string, hostToken: string, progress: Progress): Promise<LiveStage> {
    const stage = new LiveStage(new SessionLine({ url, token: hostToken }), progress);
    await stage.line.connected();
    return stage;
  }

  /** Opens the question at `index` and waits for its reveal; with `pauses` it pauses the session once in between. */
  async play(index: number, pauses: boolean): Promise<RevealEvent> {
    const { question } = await this.command(index === 0 ? 'start' : 'next');
    this.progress.phase = `question ${index + 1} (${question?.type}): ${question?.text.replaceAll(' · ', ' ')}`;
    if (pauses) {
      await sleep(1_000);
      await this.command('pause');
      await sleep(PAUSE_MS);
      await this.command('resume');
    }
    const isRevealed = () => this.reveals.find(({ questionId }) => questionId === question?.id);
    const openedAt = performance.now();
    while (!isRevealed() && performance.now() < openedAt + PATIENCE_MS) await sleep(20);
    // The question can close by itself in this very moment.
    if (!isRevealed()) await this.line.ask('host', { command: 'close' }, GIVE_UP_MS);
    while (!isRevealed() && performance.now() < openedAt + REVEAL_MS) await sleep(20);
    const reveal = isRevealed();
    if (!reveal) throw new Error(`question ${index + 1} was never revealed`);
    return reveal;
  }

  async end(): Promise<void> {
    await this.command('end');
    this.line.close();
  }

  private async command(command: HostCommand): Promise<SessionState> {
    const reply = await this.line.ask('host', { command }, GIVE_UP_MS);
    if (reply.status !== 'ok') throw new Error(`the host’s ${command} got ${JSON.stringify(reply)}`);
    return reply.session;
  }
}
