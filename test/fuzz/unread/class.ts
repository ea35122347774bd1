import type { SessionCreated } from '../../../src/contracts/rest.js';
import { times } from '../../support/crowd.js';
import type { Host } from '../../support/host.js';
import { Player } from '../../support/player.js';
import { singles } from '../../support/questions.js';
import { until } from '../../support/until.js';

const PUPILS = 30;
/** The questions of a lesson, and the longest time that a pupil thinks about one. */
const QUESTIONS = 200;
const THINK_MS = 1_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A live class: its host leads from question to question, and everybody answers each. */
export class LiveClass {
  private index = -1;

  private constructor(
    private readonly host: Host,
    private readonly session: SessionCreated,
    readonly pupils: Player[],
  ) {}

  static async gather(host: Host, url: string, node: string): Promise<LiveClass> {
    const session = await host.live(singles(QUESTIONS));
    const pupils = await times(PUPILS, async () =>
      Player.enter(await Player.join(url, session.sessionId), { url: node }),
    );
    return new LiveClass(host, session, pupils);
  }

  /** Plays `questions` questions. @returns the milliseconds of each acknowledgement, in ascending order */
  async play(questions: number): Promise<number[]> {
    const waits: number[] = [];
    for (let more = 0; more < questions; more++) {
      this.index += 1;
      await this.host.command(this.session.sessionId, this.index === 0 ? 'start' : 'next');
      const id = `q${this.index}`;
      await Promise.all(
        this.pupils.map(async (pupil) => {
          await until(
            () => pupil.payloads<{ question: { id: string } }>('question').at(-1)?.question.id === id,
            {
              what: `question ${id}`,
              withinMs: 10_000,
              everyMs: 20,
            },
          );
          await pause(Math.random() * THINK_MS);
          const sentAt = performance.now();
          const { status } = await pupil.answer(id, ['a']);
          if (status !== 'accepted') throw new Error(`an answer to ${id} was ${status}`);
          waits.push(performance.now() - sentAt);
        }),
      );
    }
    return waits.toSorted((a, b) => a - b);
  }

  close(): void {
    this.pupils.forEach((pupil) => pupil.close());
  }
}
