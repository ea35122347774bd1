import type { LookLine } from '../history.js';
import type { History } from './evidence.js';
import type { Finding } from './findings.js';
import { stableJson } from './stable-json.js';

type Differing = LookLine['differed'][number];

/**
 * `stale-state`, `stale-board`: a connected client shows another state of the session, or another leaderboard, than the
 * server returns, although both have not changed for some seconds and no fault went on.
 */
export function checkScreens(history: History): Finding[] {
  return [...history.values()].flatMap(({ sessionId, game }) =>
    game.looks.flatMap((look) => look.differed.flatMap((client) => compare(sessionId, look, client))),
  );
}

function compare(sessionId: string, { at, server }: LookLine, client: Differing): Finding[] {
  const { playerId, connection, version } = client;
  const whose = { sessionId, playerId, at };
  const where = `connection ${connection} shows`;
  const findings: Finding[] = [];
  if (client.rev !== server.rev || client.status !== server.status || client.index !== server.index) {
    const detail = `${where} ${stateOf(client)}, the server says ${stateOf(server)}`;
    findings.push({ kind: 'stale-state', ...whose, detail });
  }
  if (stableJson(client.board) !== stableJson(server.board)) {
    const detail = `${where} leaderboard ${version ?? '-'} (${boardOf(client)}), the server says ${boardOf(server)}`;
    findings.push({ kind: 'stale-board', ...whose, detail });
  }
  return findings;
}

const stateOf = ({ rev, status, index }: Partial<LookLine['server']>) =>
  status === undefined ? 'nothing' : `${status} ${index} rev ${rev}`;

function boardOf({ board }: Partial<LookLine['server']>): string {
  if (!board) return 'nothing';
  const rows = board.top.map(({ playerId, score }) => `${playerId} ${score}`);
  return `${board.answers} answers of ${board.total} players: ${rows.slice(0, 3).join(', ')}`;
}
