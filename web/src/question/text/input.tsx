import { useState } from 'react';
import { LIMITS } from '@contracts/limits.js';
import { useText } from '../../locale/text.js';
import type { InputProps } from '../kind.js';

export function TextInput({ onAnswer }: InputProps) {
  const t = useText();
  const [text, setText] = useState('');
  return (
    <form
      className="answer-form"
      onSubmit={(event) => {
        event.preventDefault();
        onAnswer(text.trim());
      }}
    >
      <label htmlFor="answer">{t.player.yourAnswer}</label>
      <input
        id="answer"
        className="field__input"
        autoComplete="off"
        autoCapitalize="off"
        maxLength={LIMITS.textAnswerLength}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <button className="button button--wide" disabled={text.trim() === ''}>
        {t.player.send}
      </button>
    </form>
  );
}
