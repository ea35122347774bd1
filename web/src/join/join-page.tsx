import { useEffect, useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { PinLookup } from '@contracts/rest.js';
import { useText } from '../locale/text.js';
import { type ApiError, newJoinKey } from '@podium/client';
import { api } from '../net/api.js';
import { lastNickname, seat } from '../net/seats.js';
import { Brand } from '../ui/brand.js';
import { Preferences } from '../ui/preferences.js';
import { NicknameForm } from './nickname-form.js';
import { PinForm } from './pin-form.js';
import '../styles/join.css';

/** PIN, then nickname. */
export function JoinPage() {
  const t = useText();
  const navigate = useNavigate();
  const { pin: linked } = useParams();
  const [found, setFound] = useState<PinLookup & { pin: string }>();
  const [error, setError] = useState<ApiError>();
  const [busy, setBusy] = useState(false);
  // A join that seemed to fail could have taken the seat: with the same key, a second press is the same join.
  const key = useRef(newJoinKey());

  const work = async (doing: () => Promise<void>) => {
    setBusy(true);
    setError(undefined);
    try {
      await doing();
    } catch (failure) {
      setError(failure as ApiError);
    } finally {
      setBusy(false);
    }
  };

  const lookUp = (pin: string) =>
    work(async () => {
      const session = await api.lookUp(pin);
      if (seat(session.sessionId).get()) await navigate(`/play/${session.sessionId}`);
      else setFound({ ...session, pin });
    });

  const join = (nickname: string) =>
    work(async () => {
      const { sessionId, pin } = found!;
      const joined = await api.join(sessionId, nickname, key.current).catch((failure: ApiError) => {
        if (failure.code === 'PLAYER_KICKED') key.current = newJoinKey();
        throw failure;
      });
      const { playerId, playerToken } = joined;
      seat(sessionId).set({ pin, playerId, playerToken, nickname: joined.nickname, key: key.current });
      lastNickname.set(joined.nickname);
      await navigate(`/play/${sessionId}`);
    });

  useEffect(() => {
    if (linked && /^\d{6}$/.test(linked)) void lookUp(linked);
    // The PIN of the address is looked up once.
  }, [linked]);

  useEffect(() => {
    // The player's screen loads while the nickname is typed.
    if (found) void import('../player/play-page.js');
  }, [found]);

  return (
    <div className="join">
      <header className="join__top">
        <Brand />
        <Preferences />
      </header>
      <main className="join__main">
        {found ? (
          <NicknameForm
            session={found}
            busy={busy}
            error={error}
            onJoin={join}
            onBack={() => setFound(undefined)}
          />
        ) : (
          <PinForm pin={linked ?? ''} busy={busy} error={error} onPin={lookUp} />
        )}
      </main>
      <footer className="join__more">
        <Link className="button button--soft" to="/try">
          {t.join.tryIt}
        </Link>
        <Link className="button button--plain" to="/author">
          {t.join.host}
        </Link>
      </footer>
    </div>
  );
}
