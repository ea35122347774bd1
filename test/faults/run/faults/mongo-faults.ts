import { askMongo } from '../../../../dev/engines/cluster/index.js';
import { now } from '../../load/clock.js';
import { type FaultKind, oneOf } from './target.js';

const LASTS_MS = { least: 15_000, more: 10_000 };
/** One operation in a hundred fails. */
const PROBABILITY = 0.01;
const COMMANDS = [
  'find',
  'aggregate',
  'getMore',
  'insert',
  'update',
  'delete',
  'findAndModify',
  'count',
  'distinct',
];

/** How an operation fails: by an error of that code, or by the end of its connection. */
const ERRORS: { name: string; data: Record<string, unknown> }[] = [
  // The driver retries after these by itself.
  { name: 'NotWritablePrimary', data: { errorCode: 10_107 } },
  { name: 'ShutdownInProgress', data: { errorCode: 91 } },
  { name: 'HostUnreachable', data: { errorCode: 6 } },
  { name: 'connection closed', data: { closeConnection: true } },
  // The driver does not retry after these.
  { name: 'Interrupted', data: { errorCode: 11_601 } },
  { name: 'WriteConflict', data: { errorCode: 112 } },
  { name: 'LockTimeout', data: { errorCode: 24 } },
  { name: 'InternalError', data: { errorCode: 1 } },
  { name: 'MaxTimeMSExpired', data: { errorCode: 50 } },
  {
    name: 'WriteConcernFailed',
    data: { writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } },
  },
];

/** On every node of MongoDB, whichever is the primary, operations fail now and then. */
const errs: FaultKind = {
  name: 'mongo errs',
  takes: [],
  disturbs: ['mongo'],
  async harm({ engines }, below) {
    const at = now();
    const { name, data } = oneOf(ERRORS, below);
    const set = (mode: unknown) =>
      Promise.all(
        engines.mongo.map((node) =>
          askMongo(
            node,
            (admin) =>
              admin.command({
                configureFailPoint: 'failCommand',
                mode,
                ...(mode !== 'off' && { data: { failCommands: COMMANDS, ...data } }),
              }),
            // A node that is down comes back without the fail point.
          ).catch(() => undefined),
        ),
      );
    await set({ activationProbability: PROBABILITY });
    return {
      at,
      targets: [name],
      lastsMs: LASTS_MS.least + below(LASTS_MS.more),
      undo: async () => void (await set('off')),
    };
  },
};

/** Faults of MongoDB in which its nodes keep running. */
export const MONGO_FAULTS: FaultKind[] = [errs];
