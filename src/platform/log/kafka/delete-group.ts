import { setTimeout as sleep } from 'node:timers/promises';
import type { Kafka, KafkaJSDeleteGroupsError } from 'kafkajs';

const GROUP_ID_NOT_FOUND = 69;
const TRIES = 10;
const RETRY_MS = 500;

/** By its name: Node sees no such export in kafkajs. */
const isUnknown = (error: unknown) =>
  error instanceof Error &&
  error.name === 'KafkaJSDeleteGroupsError' &&
  (error as KafkaJSDeleteGroupsError).groups?.every(({ errorCode }) => errorCode === GROUP_ID_NOT_FOUND);

/**
 * Deletes a consumer group, once its members have left; one that is not there is fine. Does not fail: a group that stays
 * behind is empty and without offsets, and Kafka forgets it in time.
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
