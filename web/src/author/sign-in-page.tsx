import { type FormEvent, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { LIMITS } from '@contracts/limits.js';
import type { HostTokens } from '@contracts/rest.js';
import { errorText } from '../join/error-text.js';
import { useText } from '../locale/text.js';
import { account } from '../net/account.js';
import type { ApiError } from '@podium/client';
import { api } from '../net/api.js';
import { Brand } from '../ui/brand.js';
import { Preferences } from '../ui/preferences.js';
import { Field } from '../ui/field.js';

/** Log in, or open an account. */
export function SignInPage({ mode }: { mode: 'login' | 'register' }) {
  const t = useText();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const [error, setError] = useState<ApiError>();
  const [busy, setBusy] = useState(false);
  const asked = query.get('to');
  // Only a path of this client: an address that somebody sent must not lead elsewhere.
  const to = asked && /^\/(?!\/)/.test(asked) ? asked : '/author';

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = Object.fromEntries(new FormData(event.currentTarget));
    setBusy(true);
    try {
      account.set(
        await api.call<HostTokens>(mode === 'login' ? '/v1/hosts/login' : '/v1/hosts', {
          method: 'POST',
          body,
        }),
      );
      await navigate(to, { replace: true });
    } catch (failure) {
      setError(failure as ApiError);
      setBusy(false);
    }
  };

  const wrong = (field: string) => error?.errors.find(({ path }) => path === field)?.message;
  const general = error && error.errors.length === 0 ? errorText(error, t) : undefined;
  return (
    <div className="author author--sign-in">
      <header className="author__top">
        <Brand />
        <Preferences />
      </header>
      <main className="card sign-in">
        <h1>{mode === 'login' ? t.author.login : t.author.register}</h1>
        <form onSubmit={(event) => void submit(event)}>
          {mode === 'register' && (
            <Field label={t.author.name} problem={wrong('name')}>
              {(props) => (
                <input
                  {...props}
                  name="name"
                  required
                  maxLength={LIMITS.hostNameLength}
                  autoComplete="name"
                />
              )}
            </Field>
          )}
          <Field label={t.author.email} problem={wrong('email')}>
            {(props) => (
              <input
                {...props}
                name="email"
                type="email"
                required
                maxLength={LIMITS.emailLength}
                autoComplete="email"
              />
            )}
          </Field>
          <Field
            label={t.author.password}
            problem={wrong('password')}
            hint={mode === 'register' ? t.author.passwordHint(LIMITS.passwordMin) : undefined}
          >
            {(props) => (
              <input
                {...props}
                name="password"
                type="password"
                required
                minLength={mode === 'register' ? LIMITS.passwordMin : undefined}
                maxLength={LIMITS.passwordMax}
                autoComplete={mode === 'login' ? 'current-password' : 'new-password'}
              />
            )}
          </Field>
          <p className="problem" role="alert">
            {general}
          </p>
          <button className="button button--wide" disabled={busy}>
            {mode === 'login' ? t.author.login : t.author.register}
          </button>
        </form>
        <Link to={`/author/${mode === 'login' ? 'register' : 'login'}?to=${to}`}>
          {mode === 'login' ? t.author.noAccount : t.author.haveAccount}
        </Link>
      </main>
    </div>
  );
}
