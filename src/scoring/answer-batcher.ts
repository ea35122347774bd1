import { Injectable, Logger } from '@nestjs/common';
import { LeaderboardTicker } from '../leaderboard/leaderboard-ticker.js';
import { OutboxRelay } from '../persistence/outbox-relay.js';
import { Environment } from '../platform/config/environment.js';
import { Durability } from '../platform/redis/durability.js';
import {
  type AnswerOutcome,
  type AnswerTarget,
  runAnswerScript,
  type SubmittedAnswer,
} from './answer-script.js';
import { batchSize, scriptSeconds } from './answer-metrics.js';

/** Most answers of one script call: Redis serves nobody else meanwhile (about 10 µs an answer). */
const MAX_BATCH = 256;

type Settle = (outcome: AnswerOutcome | undefined) => void;

/** Answers of one session that wait for the script. */
interface Queue {
  answers: SubmittedAnswer[];
  settle: Settle[];
  running: boolean;
}

/**
 * Collects the answers of a session that arrive in one turn of the event loop, or while the script still works on the
 * ones before, and runs the script once for them all: the busier a session, the cheaper each answer.
 */
@Injectable()
export class AnswerBatcher {
  private readonly logger = new Logger(AnswerBatcher.name);
  private readonly queues = new Map<string, Queue>();

  constructor(
    private readonly durability: Durability,
    private readonly relay: OutboxRelay,
    private readonly ticker: LeaderboardTicker,
    private readonly env: Environment,
  ) {}

  /** @param settle gets the outcome, or undefined when Redis could not be asked or has no such session */
  submit(target: AnswerTarget, answer: SubmittedAnswer, settle: Settle): void {
    const { sessionId } = target;
    let queue = this.queues.get(sessionId);
    if (!queue) {
      queue = { answers: [], settle: [], running: false };
      this.queues.set(sessionId, queue);
    }
    queue.answers.push(answer);
    queue.settle.push(settle);
    if (queue.running) return;
    queue.running = true;
    setImmediate(() => void this.drain(target, queue));
  }

  private async drain(target: AnswerTarget, queue: Queue): Promise<void> {
    while (queue.answers.length > 0) {
      const answers = queue.answers.splice(0, MAX_BATCH);
      const settle = queue.settle.splice(0, MAX_BATCH);
      await this.run(target, answers, settle);
    }
    this.queues.delete(target.sessionId);
  }

  private async run(target: AnswerTarget, answers: SubmittedAnswer[], settle: Settle[]): Promise<void> {
    const { sessionId } = target;
    const outcomes = await this.outcomes(target, answers);
    let accepted = false;
    for (let i = 0; i < answers.length; i++) {
      const outcome = outcomes?.[i];
      settle[i]!(outcome);
      if (outcome?.status !== 'accepted') continue;
      accepted = true;
      const { outboxId, event } = outcome;
      const { playerId, traceparent } = answers[i]!;
      this.relay.offer(sessionId, outboxId, `${sessionId}:${playerId}`, event, traceparent);
    }
    if (accepted) this.ticker.touch(sessionId);
  }

  private async outcomes(
    target: AnswerTarget,
    answers: SubmittedAnswer[],
  ): Promise<AnswerOutcome[] | undefined> {
    const startedAt = performance.now();
    try {
      return await runAnswerScript(this.durability, target, answers, this.env.OUTBOX_LIMIT);
    } catch (error) {
      this.logger.error(`answers of session ${target.sessionId} got busy: ${(error as Error).message}`);
      return undefined;
    } finally {
      scriptSeconds.observe((performance.now() - startedAt) / 1_000);
      batchSize.observe(answers.length);
    }
  }
}
