/** Seconds a client waits before it tries again while a store is away. */
export const STORE_RETRY_SECONDS = 2;

/** Names of the drivers' errors that mean "not reachable", as opposed to "refused what was asked". */
const AWAY = new Set([
  'MongooseServerSelectionError',
  'MongoServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoClientClosedError',
  'MongoExpiredSessionError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'PoolClearedOnNetworkError',
  'MongoWaitQueueTimeoutError',
  'MongoOperationTimeoutError',
  'MongoWriteConcernError',
  'MaxRetriesPerRequestError',
  'ClusterAllFailedError',
  'ConnectionTimeoutError',
  'AbortError',
]);

const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Messages of drivers that give such an error no name of its own, and Redis replies of a server in transition. */
const AWAY_MESSAGE =
  /^Command timed out$|^Connection is closed\.$|^Stream isn't writeable|before initial connection is complete|^(LOADING|CLUSTERDOWN|MASTERDOWN|READONLY|TRYAGAIN|NOREPLICAS|OOM) /;

/** A primary that steps down or shuts down: the driver retried once, and a client can retry later. */
const isRetryable = (error: Error) =>
  'errorLabels' in error &&
  Array.isArray(error.errorLabels) &&
  error.errorLabels.includes('RetryableWriteError');

/** True when an error says that MongoDB or Redis can't be reached, so that a later try can help. */
export function isStoreAway(error: unknown, depth = 3): boolean {
  if (!(error instanceof Error) || depth === 0) return false;
  return (
    AWAY.has(error.name) ||
    ('code' in error && SOCKET_CODES.has(String(error.code))) ||
    AWAY_MESSAGE.test(error.message) ||
    isRetryable(error) ||
    isStoreAway(error.cause, depth - 1)
  );
}
