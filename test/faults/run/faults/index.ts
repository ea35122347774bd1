import { CLOCK_FAULTS } from './clock-faults.js';
import { CONNECTION_FAULTS } from './connection-faults.js';
import { ENGINE_FAULTS } from './engine-faults.js';
import { KAFKA_FAULTS } from './kafka-faults.js';
import { KEY_FAULTS } from './key-faults.js';
import { MONGO_FAULTS } from './mongo-faults.js';
import { REBUILD_FAULTS } from './rebuild-faults.js';
import { REDIS_CLIENT_FAULTS } from './redis-client-faults.js';
import { ROLE_FAULTS } from './role-faults.js';
import type { FaultKind } from './target.js';

/** Every kind of fault there is. */
export const FAULT_KINDS: FaultKind[] = [
  ...ROLE_FAULTS,
  ...ENGINE_FAULTS,
  ...CONNECTION_FAULTS,
  ...REDIS_CLIENT_FAULTS,
  ...KEY_FAULTS,
  ...REBUILD_FAULTS,
  ...CLOCK_FAULTS,
  ...KAFKA_FAULTS,
  ...MONGO_FAULTS,
];
