import { useEffect, useState } from 'react';
import { chooseLanguage, languages } from '../locale/language.js';
import { currentLanguage, useText } from '../locale/text.js';
import { chooseTheme, currentTheme } from './theme.js';

/** The names of languages are slow to make, so they come after everything that somebody waits for. */
const nameOf = (tag: string) => new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;

/** Language and theme. */
export function Preferences() {
  const t = useText();
  const [theme, setTheme] = useState(currentTheme);
  const other = theme === 'dark' ? 'light' : 'dark';
  const [shown, setShown] = useState(false);
  useEffect(() => whenIdle(() => setShown(true)), []);
  if (!shown) return <div className="preferences" />;
  return (
    <div className="preferences">
      <select
        aria-label={t.common.language}
        defaultValue={currentLanguage()}
        onChange={({ target }) => chooseLanguage(target.value)}
      >
        {languages.map((tag) => (
          <option key={tag} value={tag} lang={tag}>
            {nameOf(tag)}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="button button--plain"
        onClick={() => {
          chooseTheme(other);
          setTheme(other);
        }}
      >
        {other === 'dark' ? t.common.dark : t.common.light}
      </button>
    </div>
  );
}

/** Does work when the browser is idle. Safari has no function for that. */
function whenIdle(work: () => void): () => void {
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setTimeout(work, 200);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work, { timeout: 1_000 });
  return () => cancelIdleCallback(handle);
}
