import { useEffect, useState } from 'react';
import { Link, Navigate, useParams } from 'react-router';
import type { HostedSession } from '@contracts/rest.js';
import { GameProvider, useGameClient, useViewOf } from '../game/use-game.js';
import { errorText } from '../join/error-text.js';
import { useText } from '../locale/text.js';
import { account, hostCall } from '../net/account.js';
import type { ApiError } from '@podium/client';
import { LineBar } from '../ui/line-bar.js';
import { Waiting } from '../ui/waiting.js';
import { HostGame } from './host-game.js';
import '../styles/host.css';

/**
 * The host's screen, for the wall. Any device on which the host has signed in may open it: the server gives each a token
 * of its own, and none of them holds anything that the others lack.
 */
export default function HostPage() {
  const t = useText();
  const { sessionId = '' } = useParams();
  const [hosted, setHosted] = useState<HostedSession>();
  const [error, setError] = useState<ApiError>();
  const client = useGameClient(hosted?.hostToken);
  const line = useViewOf(client, (view) => view.line);
  const entered = useViewOf(client, (view) => view.session !== undefined);

  useEffect(() => {
    if (!account.get()) return;
    hostCall<HostedSession>(`/v1/sessions/${sessionId}`).then(setHosted, setError);
  }, [sessionId]);

  if (!account.get() || error?.status === 401) {
    return <Navigate to={`/author/login?to=/host/${sessionId}`} replace />;
  }
  if (error) {
    return (
      <main className="page page--middle">
        <p role="alert">{errorText(error, t)}</p>
        <Link className="button" to="/author">
          {t.author.quizzes}
        </Link>
      </main>
    );
  }
  if (!hosted || !client || !entered) return <Waiting />;
  return (
    <GameProvider value={client}>
      <div className="host">
        <LineBar line={line} />
        <HostGame settings={hosted.settings} />
      </div>
    </GameProvider>
  );
}
