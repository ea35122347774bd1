import { useState } from 'react';
import { chooseLanguage, currentLanguage, languages, useText } from '../locale/text.js';
import { chooseTheme, currentTheme } from './theme.js';

const nameOf = (tag: string) => new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;

/** Language and theme. */
export function Preferences() {
  const t = useText();
  const [theme, setTheme] = useState(currentTheme);
  const other = theme === 'dark' ? 'light' : 'dark';
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
