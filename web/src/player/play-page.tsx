import { useEffect, useMemo } from 'react';
import { Link, useParams } from 'react-router';
import type { PlayerQuestion } from '@contracts/quiz.js';
import type { GameClient } from '@podium/client';
import { GameProvider, useGameClient, useViewOf } from '../game/use-game.js';
import { useText } from '../locale/text.js';
import { stored } from '../net/stored.js';
import { LineBar } from '../ui/line-bar.js';
import { Waiting } from '../ui/waiting.js';
import { LiveGame } from './live-game.js';
import { PlayerBar } from './player-bar.js';
import { SelfPacedGame } from './self-paced-game.js';
import { useSeat } from './use-seat.js';
import '../styles/player.css';

/** A player's whole game. */
export default function PlayPage() {
  const { sessionId = '' } = useParams();
  const { kept, rejoining, rejoin } = useSeat(sessionId);
  const client = useGameClient(kept?.playerToken);
  const line = useViewOf(client, (view) => view.line);
  const reason = useViewOf(client, (view) => view.reason);
  const session = useViewOf(client, (view) => view.session);
  const ended = useViewOf(client, (view) => view.ended !== undefined);
  useSeenQuestions(client, sessionId);
  const isLost = line === 'refused' && reason === 'PLAYER_UNKNOWN' && kept?.key !== undefined;
  useEffect(() => {
    if (isLost && rejoining === undefined) void rejoin(kept!);
  }, [isLost, kept, rejoin, rejoining]);
  if (!kept) return <Away why="NO_SEAT" />;
  if (!client || (isLost && rejoining !== false)) return <Waiting />;
  if (line === 'refused' || line === 'closed') return <Away why={reason ?? 'UNKNOWN'} pin={kept.pin} />;
  if (!session?.you || (session.status === 'ended' && !ended)) return <Waiting />;
  return (
    <GameProvider value={client}>
      <div className="player">
        <LineBar line={line} />
        <PlayerBar you={session.you} />
        {session.mode === 'live' ? <LiveGame /> : <SelfPacedGame sessionId={sessionId} />}
      </div>
    </GameProvider>
  );
}

/** The end shows the questions again; those that were seen before a reload are kept with the tab. */
function useSeenQuestions(client: GameClient | undefined, sessionId: string): void {
  const kept = useMemo(
    () => stored<PlayerQuestion[]>(`podium.seen.${sessionId}`, 'sessionStorage'),
    [sessionId],
  );
  useEffect(() => client?.tell({ type: 'seen', questions: kept.get() ?? [] }), [client, kept]);
  const questions = useViewOf(client, (view) => view.questions);
  useEffect(() => {
    const seen = Object.values(questions ?? {});
    if (seen.length > 0) kept.set(seen);
  }, [questions, kept]);
}

/** There is no game here any more: the player was sent away, another device has taken over, or the session has long ended. */
function Away({ why, pin }: { why: string; pin?: string }) {
  const t = useText();
  const reasons: Record<string, string> = t.away;
  return (
    <main className="page page--middle">
      <h1>{t.away.title}</h1>
      <p role="alert">{reasons[why] ?? t.away.UNKNOWN}</p>
      {why === 'replaced' ? (
        <button className="button" onClick={() => location.reload()}>
          {t.away.here}
        </button>
      ) : (
        <Link className="button" to={pin && why !== 'kicked' ? `/j/${pin}` : '/'}>
          {t.common.home}
        </Link>
      )}
    </main>
  );
}
