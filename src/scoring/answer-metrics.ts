import { Counter, Histogram } from 'prom-client';
import type { AnswerAck } from '../contracts/socket-events.js';
import { PulledGauge } from '../platform/health/pulled-gauge.js';

type Status = AnswerAck['status'];
const STATUSES: Status[] = ['accepted', 'duplicate', 'late', 'closed', 'invalid', 'busy', 'forbidden'];

// ADR 21: why metrics are created by an import.
const answers = new Counter({
  name: 'podium_answers_total',
  help: 'Answers acknowledged, by status',
  labelNames: ['status'],
});
/** The counters are looked up once, since a look-up by labels costs as much as the rest of the bookkeeping. */
const counts = Object.fromEntries(STATUSES.map((status) => [status, answers.labels(status)])) as Record<
  Status,
  ReturnType<typeof answers.labels>
>;
for (const status of STATUSES) counts[status].inc(0);

const acknowledged = new Histogram({
  name: 'podium_answer_ack_seconds',
  help: 'From the arrival of an answer at this node to its acknowledgement',
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
});

/** The time of one run of the script with its way to Redis and back, and the number of its answers. */
export const scriptSeconds = new Histogram({
  name: 'podium_answer_script_seconds',
  help: 'One run of the answer script, with its way to Redis and back',
  buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
});
export const batchSize = new Histogram({
  name: 'podium_answer_batch_size',
  help: 'Answers of one run of the script',
  buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
});

/** @param arrivedAt by `performance.now()` */
export function countAnswer(status: Status, arrivedAt: number): void {
  counts[status].inc();
  acknowledged.observe((performance.now() - arrivedAt) / 1_000);
}

export const waitingAnswers = new PulledGauge({
  name: 'podium_waiting_answers',
  help: 'Answers that wait in this node for their run of the script',
});
