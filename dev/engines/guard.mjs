/**
 * The guard: the parent of every process that the launcher starts.
 *
 * It runs in a session of its own, so that a Ctrl-C in the terminal reaches only the launcher, which then decides
 * the order. When its channel to the launcher closes, for whatever reason (even SIGKILL), it stops what still runs,
 * removes the temporary folders and ends. It knows a process by the child handle, never by an id that another
 * process could have taken over. It is plain JavaScript, so that it starts in milliseconds without a loader.
 */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';

/** @type {Map<number, {child: import('node:child_process').ChildProcess, tier: number, stopMs: number, gone: Promise<void>}>} */
const running = new Map();
const folders = new Set();
let ending = false;

const report = (message) => process.connected && process.send(message, () => {});

function start({ id, command, args, cwd, env, log, tier, stopMs }) {
  const output = log === 'inherit' ? 'inherit' : openSync(log, 'a');
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', output, output] });
  if (output !== 'inherit') closeSync(output);
  const gone = new Promise((resolve) => {
    const end = (outcome) => {
      running.delete(id);
      report({ type: 'exit', id, ...outcome });
      resolve();
    };
    child.once(
      'error',
      (error) => child.pid === undefined && end({ code: null, signal: null, error: error.message }),
    );
    child.once('exit', (code, signal) => end({ code, signal }));
  });
  running.set(id, { child, tier, stopMs, gone });
  if (child.pid !== undefined) report({ type: 'started', id, pid: child.pid });
}

/** SIGCONT is sent too, since a paused process would never see the SIGTERM. SIGKILL is for a process that did not end in time. */
async function stop({ child, stopMs, gone }) {
  child.kill('SIGTERM');
  child.kill('SIGCONT');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopMs);
  await gone;
  clearTimeout(timer);
}

/** The highest tier stops first: roles hand over their work while the load balancer and the engines still run. */
async function end() {
  if (ending) return;
  ending = true;
  while (running.size > 0) {
    const tier = Math.max(...[...running.values()].map((one) => one.tier));
    await Promise.all([...running.values()].filter((one) => one.tier === tier).map(stop));
  }
  for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(0);
}

process.on('message', (message) => {
  if (ending) return;
  const one = running.get(message.id);
  if (message.type === 'start') start(message);
  else if (message.type === 'folder') folders.add(message.path);
  else if (message.type === 'signal') {
    one?.child.kill(message.signal);
    report({ type: 'signalled', id: message.id, request: message.request });
  } else if (message.type === 'stop' && one) void stop(one);
});
process.on('disconnect', end);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
if (!process.connected) void end();
