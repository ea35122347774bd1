import { useSyncExternalStore } from 'react';
import { Link, NavLink, Outlet } from 'react-router';
import { useText } from '../locale/text.js';
import { account } from '../net/account.js';
import { Brand } from '../ui/brand.js';
import { Preferences } from '../ui/preferences.js';

/** The frame around all of an author's pages. */
export function AuthorFrame({ onLeave }: { onLeave(): void }) {
  const t = useText();
  const signedIn = useSyncExternalStore(account.subscribe, account.get);
  const leave = () => {
    account.set(undefined);
    onLeave();
  };
  return (
    <div className="author">
      <header className="author__top">
        <Brand to="/author" />
        <nav className="author__nav" aria-label={t.author.menu}>
          <NavLink to="/author" end>
            {t.author.quizzes}
          </NavLink>
          <NavLink to="/author/sessions">{t.author.sessions}</NavLink>
        </nav>
        <div className="author__account">
          <Preferences />
          {signedIn?.guest ? (
            <Link className="button button--soft" to="/author/register">
              {t.author.register}
            </Link>
          ) : (
            <button type="button" className="button button--plain" onClick={leave}>
              {t.author.leave}
            </button>
          )}
        </div>
      </header>
      <Outlet />
    </div>
  );
}
