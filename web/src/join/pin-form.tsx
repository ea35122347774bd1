import { type FormEvent, useState } from 'react';
import { useText } from '../locale/text.js';
import type { ApiError } from '@podium/client';
import { errorText } from './error-text.js';

interface Props {
  pin: string;
  busy: boolean;
  error?: ApiError;
  onPin(pin: string): void;
}

export function PinForm({ pin: given, busy, error, onPin }: Props) {
  const t = useText();
  const [pin, setPin] = useState(given);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onPin(pin);
  };
  return (
    <form className="join__form" onSubmit={submit}>
      <h1>{t.join.title}</h1>
      <label htmlFor="pin">{t.join.pin}</label>
      <input
        id="pin"
        className="join__field join__field--pin"
        inputMode="numeric"
        autoComplete="off"
        pattern="\d{6}"
        maxLength={6}
        required
        placeholder="000000"
        value={pin}
        aria-describedby="pin-error"
        aria-invalid={error ? true : undefined}
        onChange={({ target }) => setPin(target.value.replace(/\D/g, ''))}
      />
      <p id="pin-error" className="problem" role="alert">
        {error && errorText(error, t)}
      </p>
      <button className="button button--wide" disabled={busy || pin.length !== 6}>
        {t.join.next}
      </button>
    </form>
  );
}
