/** A launcher that a test kills: it starts Redis and MongoDB, prints what it started, and waits for ever. */
import { startEngines } from '../../dev/engines/index.js';
import { guardPid } from '../../dev/engines/guard.js';

const engines = await startEngines({ only: ['redis', 'mongo'] });
console.log(
  JSON.stringify({ pids: [guardPid(), ...engines.all.map(({ pid }) => pid)], folder: engines.dataDir }),
);
