import { type FormEvent, useState } from 'react';
import { LIMITS } from '@contracts/limits.js';
import type { PinLookup } from '@contracts/rest.js';
import { useText } from '../locale/text.js';
import type { ApiError } from '@podium/client';
import { lastNickname } from '../net/seats.js';
import { errorText } from './error-text.js';

interface Props {
  session: PinLookup;
  busy: boolean;
  error?: ApiError;
  onJoin(nickname: string): void;
  onBack(): void;
}

export function NicknameForm({ session, busy, error, onJoin, onBack }: Props) {
  const t = useText();
  const [nickname, setNickname] = useState(lastNickname.get() ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onJoin(nickname.trim());
  };
  const closed =
    session.status === 'ended' ? t.errors.SESSION_ENDED : session.locked && t.errors.SESSION_LOCKED;
  return (
    <form className="join__form" onSubmit={submit}>
      <h1>{session.title}</h1>
      <p className="muted">
        {t.common.questions(session.questionCount)} · {t.common.mode[session.mode]}
      </p>
      <label htmlFor="nickname">{t.join.nickname}</label>
      <input
        id="nickname"
        className="join__field"
        autoComplete="nickname"
        autoFocus
        required
        maxLength={LIMITS.nicknameLength}
        value={nickname}
        aria-describedby="nickname-error"
        aria-invalid={error ? true : undefined}
        onChange={({ target }) => setNickname(target.value)}
      />
      <p id="nickname-error" className="problem" role="alert">
        {error ? errorText(error, t) : closed}
      </p>
      <button className="button button--wide" disabled={busy || nickname.trim() === ''}>
        {t.join.join}
      </button>
      <button type="button" className="button button--plain" onClick={onBack}>
        {t.join.otherPin}
      </button>
    </form>
  );
}
