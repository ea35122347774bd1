import { nanoid } from 'nanoid';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Quiz } from '@contracts/quiz.js';
import type { HostTokens, SessionCreated } from '@contracts/rest.js';
import type { SessionMode } from '@contracts/session.js';
import { useText } from '../locale/text.js';
import { account, hostCall } from '../net/account.js';
import type { ApiError } from '@podium/client';
import { api } from '../net/api.js';
import { seat } from '../net/seats.js';
import { Brand } from '../ui/brand.js';
import { errorText } from './error-text.js';
import { sampleQuiz } from './sample-quiz.js';
import '../styles/join.css';

/** Opens an account for a visitor without one, with an address and a password that nobody will ever type. */
async function asHost(name: string): Promise<void> {
  if (account.get()) return;
  const body = { email: `${nanoid().toLowerCase()}@guest.invalid`, password: nanoid(), name };
  account.set({ ...(await api.call<HostTokens>('/v1/hosts', { method: 'POST', body })), guest: true });
}

/** Starts a sample quiz for a visitor: alone at once, or as the host of a game. */
export default function TryPage() {
  const t = useText();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();

  const open = async (mode: SessionMode): Promise<SessionCreated> => {
    await asHost(t.tryIt.guest);
    const quiz = await hostCall<Quiz>('/v1/quizzes', { method: 'POST', body: sampleQuiz(t) });
    const settings = { showAnswersAfterEnd: true };
    return hostCall('/v1/sessions', { method: 'POST', body: { quizId: quiz.id, mode, settings } });
  };

  const play = async () => {
    const { sessionId, pin } = await open('self-paced');
    const { playerId, playerToken, nickname } = await api.join(sessionId, t.tryIt.you);
    seat(sessionId).set({ pin, playerId, playerToken, nickname });
    await navigate(`/play/${sessionId}`);
  };

  const host = async () => navigate(`/host/${(await open('live')).sessionId}`);

  const start = (doing: () => Promise<void>) => {
    setBusy(true);
    setError(undefined);
    doing()
      .catch((failure: ApiError) => setError(failure))
      .finally(() => setBusy(false));
  };

  return (
    <div className="join">
      <header className="join__top">
        <Brand />
      </header>
      <main className="join__main">
        <div className="join__form">
          <h1>{t.tryIt.title}</h1>
          <p className="muted">{t.tryIt.what}</p>
          <button className="button button--wide" disabled={busy} onClick={() => start(play)}>
            {t.tryIt.play}
          </button>
          <button className="button button--soft button--wide" disabled={busy} onClick={() => start(host)}>
            {t.tryIt.host}
          </button>
          <p className="problem" role="alert">
            {error && errorText(error, t)}
          </p>
        </div>
      </main>
    </div>
  );
}
