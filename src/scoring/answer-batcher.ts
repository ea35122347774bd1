import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { OutboxRelay } from '../delivery/outbox-relay.js';
import { LeaderboardTicker } from '../leaderboard/leaderboard-ticker.js';
import { Environment } from '../platform/config/environment.js';
import { countFailure } from '../platform/health/failures.js';
import { Durability } from '../platform/redis/durability.js';
import { RebuildRequests } from '../session/rebuild-requests.js';
import { batchSize, scriptSeconds, waitingAnswers } from './answer-metrics.js';
import {
  type AnswerOutcome,
  type AnswerTarget,
  runAnswerScript,
  type SubmittedAnswer,
} from './answer-script.js';

/** Most answers of one script call. Redis serves nobody else meanwhile (about 10 µs for each answer). */
const MAX_BATCH = 256;
/** Answers of this process that may wait for the script; more get `busy` at once. */
const MAX_WAITING = 50_000;

type Settle = (outcome: AnswerOutcome | undefined) => void;

/** Answers of one session that wait for the script. */
interface Queue {
  answers: SubmittedAnswer[];
  settle: Settle[];
  running: boolean;
}

/**
 * Collects the answers of a session that arrive in one turn of the event loop, or while the script still runs for earlier
 * ones, and runs the script once for all of them. The busier a session is, the cheaper each answer becomes.
 */
@Injectable()
export class AnswerBatcher implements OnApplicationShutdown {
  private readonly logger = new Logger(AnswerBatcher.name);
  private readonly queues = new Map<string, Queue>();
  private waiting = 0;
  private readonly unmeasure: () => void;

  constructor(
    private readonly durability: Durability,
    private readonly relay: OutboxRelay,
    private readonly ticker: LeaderboardTicker,
    private readonly rebuilds: RebuildRequests,
    private readonly env: Environment,
  ) {
    this.unmeasure = waitingAnswers.add(() => this.waiting);
  }

  /** @param settle gets the outcome, or undefined when Redis could not be asked or does not have the session */
  submit(target: AnswerTarget, answer: SubmittedAnswer, settle: Settle): void {
    const { sessionId } = target;
    if (this.waiting >= MAX_WAITING) return settle(undefined);
    this.waiting += 1;
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

  onApplicationShutdown(): void {
    this.unmeasure();
  }

  /** Never rejects, and never leaves a queue behind that no call empties. */
  private async drain(target: AnswerTarget, queue: Queue): Promise<void> {
    while (queue.answers.length > 0) {
      const answers = queue.answers.splice(0, MAX_BATCH);
      const outcomes = await this.outcomes(target, answers);
      // Redis does not answer, or has lost the session: the answers behind get `busy` too, and their clients send them again.
      if (!outcomes) for (const one of queue.answers.splice(0)) answers.push(one);
      const settle = queue.settle.splice(0, answers.length);
      this.waiting -= answers.length;
      try {
        this.settle(target, answers, settle, outcomes);
      } catch (error) {
        countFailure('socket', this.logger, error);
      }
    }
    this.queues.delete(target.sessionId);
  }

  private settle(
    { sessionId }: AnswerTarget,
    answers: SubmittedAnswer[],
    settle: Settle[],
    outcomes: AnswerOutcome[] | undefined,
  ): void {
    let accepted = false;
    for (let i = 0; i < answers.length; i++) {
      const outcome = outcomes?.[i];
      try {
        settle[i]!(outcome);
      } catch (error) {
        this.giveUp(settle[i]!, error);
      }
      if (outcome?.status !== 'accepted') continue;
      accepted = true;
      const { outboxId, event } = outcome;
      const { playerId, traceparent } = answers[i]!;
      this.relay.offer(sessionId, outboxId, `${sessionId}:${playerId}`, event, traceparent);
    }
    if (accepted) this.ticker.touch(sessionId);
  }

  /** An acknowledgement that fails concerns one player, who gets `busy` and can try again. */
  private giveUp(settle: Settle, error: unknown): void {
    countFailure('socket', this.logger, error);
    try {
      settle(undefined);
    } catch (again) {
      countFailure('socket', this.logger, again);
    }
  }

  private async outcomes(
    target: AnswerTarget,
    answers: SubmittedAnswer[],
  ): Promise<AnswerOutcome[] | undefined> {
    const startedAt = performance.now();
    try {
      const outcomes = await runAnswerScript(this.durability, target, answers, this.env.OUTBOX_LIMIT);
      if (!outcomes) void this.rebuilds.ask(target.sessionId);
      return outcomes;
    } catch (error) {
      this.logger.error(`answers of session ${target.sessionId} got busy: ${(error as Error).message}`);
      return undefined;
    } finally {
      scriptSeconds.observe((performance.now() - startedAt) / 1_000);
      batchSize.observe(answers.length);
    }
  }
}
