import type { HostTokens } from '@contracts/rest.js';
import { ApiError, type Call } from '@podium/client';
import { api } from './api.js';
import { stored } from './stored.js';

/** The signed-in host of this browser; `guest` was made by "try it" and has no password that anybody knows. */
export interface Account extends HostTokens {
  guest?: boolean;
}

const kept = stored<Account>('podium.account');
const listeners = new Set<() => void>();
let current = kept.get();

export const account = {
  get: (): Account | undefined => current,
  set(value: Account | undefined): void {
    current = value;
    kept.set(value);
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

// Another tab has signed in or out, or has spent the refresh token.
addEventListener('storage', ({ key }) => {
  if (key !== 'podium.account') return;
  current = kept.get();
  for (const listener of listeners) listener();
});

/** Does work in one tab at a time, since a refresh token can be spent only once. */
const alone = <T>(work: () => Promise<T>): Promise<T> =>
  navigator.locks ? (navigator.locks.request('podium.refresh', work) as Promise<T>) : work();

/** Gets a new pair of tokens, unless another tab has got one since `spent`. */
const renew = (spent: string): Promise<string> =>
  alone(async () => {
    const now = kept.get();
    if (!now) throw new ApiError(401, 'TOKEN_INVALID', 'signed out');
    if (now.accessToken !== spent) {
      current = now;
      return now.accessToken;
    }
    try {
      const pair = await api.call<HostTokens>('/v1/hosts/refresh', {
        method: 'POST',
        body: { refreshToken: now.refreshToken },
      });
      account.set({ ...now, ...pair });
      return pair.accessToken;
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) account.set(undefined);
      throw error;
    }
  });

async function signed<T>(send: (token: string) => Promise<T>): Promise<T> {
  const token = account.get()?.accessToken ?? '';
  try {
    return await send(token);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401 || !token) throw error;
    return send(await renew(token));
  }
}

/** A call of the signed-in host; an access token that is too old is renewed on the way. @throws ApiError */
export const hostCall = <Answer>(path: string, given?: Call): Promise<Answer> =>
  signed((token) => api.call<Answer>(path, { ...given, token }));

/** Fetches a file with the host's token, which must not appear in an address, and hands it to the browser. */
export async function download(path: string, name: string): Promise<void> {
  const response = await signed((token) => api.respond(path, { token }));
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
