import { setTimeout as sleep } from 'node:timers/promises';
import type { Kafka, KafkaJSDeleteGroupsError } from 'kafkajs';

const GROUP_ID_NOT_FOUND = 69;
const TRIES = 10;
const RETRY_MS = 500;

/** Compares the name of the error, since Node does not see its class among the exports of kafkajs. */
const isUnknown = (error: unknown) =>
  error instanceof Error &&
  error.name === 'KafkaJSDeleteGroupsError' &&
  (error as KafkaJSDeleteGroupsError).groups?.every(({ errorCode }) => errorCode === GROUP_ID_NOT_FOUND);

/**
 * Deletes a consumer group once its members have left; a missing group is no error. It never fails: a group that remains
 * is empty and without offsets, and Kafka removes it after a while.
 */
export async function deleteGroup(kafka: Kafka, groupId: string): Promise<void> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    for (let tries = 0; tries < TRIES; tries++) {
      try {
        await admin.deleteGroups([groupId]);
        return;
      } catch (error) {
        if (isUnknown(error)) return;
        await sleep(RETRY_MS);
      }
    }
  } catch {
    // Kafka is away.
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
