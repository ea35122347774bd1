#!/usr/bin/env node
import { Command } from 'commander';
import { EnvironmentError } from '../platform/config/load-environment.js';
import { replayCommand } from './replay.js';

// Sessions that an earlier version opened can have such an id.
const SESSION_ID = 'id of the session; write -- before one that begins with -';

const program = new Command('podium')
  .description('Tasks around a Podium installation. They read the same environment as the roles.')
  .showHelpAfterError();

program
  .command('prepare')
  .description('create the Kafka topics and MongoDB indexes that are missing')
  .action(async () => (await import('./prepare.js')).prepare());

program
  .command('audit')
  .description(
    'compare what Redis and MongoDB hold of a session; exit 1 when they differ or something is on its way',
  )
  .argument('<sessionId>', SESSION_ID)
  .action(async (sessionId: string) => {
    const { audit } = await import('./audit.js');
    if (!(await audit(sessionId))) process.exitCode = 1;
  });

program
  .command('rebuild')
  .description('bring a session that Redis has lost back from MongoDB')
  .argument('<sessionId>', SESSION_ID)
  .action(async (sessionId: string) => {
    const { rebuild } = await import('./rebuild.js');
    if (!(await rebuild(sessionId))) process.exitCode = 1;
  });

program
  .command('openapi')
  .description('print the OpenAPI document of the REST API; needs no engine')
  .action(async () => (await import('./openapi.js')).printOpenApi());

program.addCommand(replayCommand());

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof EnvironmentError ? error.message : error);
  process.exitCode = 1;
}
// The process does not wait for the event loop: a Redis Cluster client that is disconnected while it still discovers the
// cluster can continue to connect (ioredis 6), and a deployment's `prepare` would never end.
// Printed text has left the process only when a pipe has taken it.
await Promise.all(
  [process.stdout, process.stderr].map(
    (stream) => new Promise<void>((written) => stream.write('', () => written())),
  ),
);
process.exit();
