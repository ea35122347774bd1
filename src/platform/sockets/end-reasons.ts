import { Counter } from 'prom-client';

/** Why this node ends a connection. */
const REASONS = {
  unread: 'its client did not read',
  behind: 'its client reads again and has missed events',
  flood: 'it went on after being refused',
  namespace: 'it asked for another namespace',
  silent: 'it was not let in in time',
  reconnects: 'its token connects too often',
  'host-sockets': 'its host has enough of them',
  error: 'a handler failed for it',
} as const;

export type EndReason = keyof typeof REASONS;

const ended = new Counter({
  name: 'podium_ended_connections_total',
  help: `Connections that this node ended: ${Object.entries(REASONS)
    .map(([reason, because]) => `\`${reason}\` ${because}`)
    .join(', ')}`,
  labelNames: ['reason'],
});
for (const reason of Object.keys(REASONS)) ended.inc({ reason }, 0);

export function countEnd(reason: EndReason): void {
  ended.inc({ reason });
}
