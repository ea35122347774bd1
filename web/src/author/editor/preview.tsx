import { useState } from 'react';
import type { AnswerValue, Question } from '@contracts/quiz.js';
import { useText } from '../../locale/text.js';
import { editorOf } from '../../question/editors.js';
import { AnswerInput } from '../../question/inputs.js';
import { valueText } from '../../question/kinds.js';
import { Picture } from '../../ui/picture.js';
import '../../styles/player.css';

/** The question as a player has it, to be tried out. */
export function Preview({ question }: { question: Question }) {
  const t = useText();
  const [tried, setTried] = useState<AnswerValue>();
  const shown = editorOf(question).preview?.(question) ?? question;
  return (
    <aside className="preview" aria-label={t.editor.preview}>
      <h2 className="preview__title">{t.editor.preview}</h2>
      <div className="preview__phone">
        <p className="player__text">{question.text || t.editor.untitled}</p>
        <Picture media={question.media} />
        {tried === undefined ? (
          <AnswerInput question={shown} onAnswer={setTried} />
        ) : (
          <div className="sent">
            <p className="sent__value">{valueText(shown, tried, t)}</p>
            <button type="button" className="button button--soft" onClick={() => setTried(undefined)}>
              {t.editor.again}
            </button>
          </div>
        )}
      </div>
    </aside>
  );
}
