import { useText } from '../../locale/text.js';
import type { InputProps } from '../kind.js';

export function TrueFalseInput({ onAnswer }: InputProps) {
  const t = useText();
  return (
    <div className="choices choices--two">
      <button type="button" className="choice choice--true" onClick={() => onAnswer(true)}>
        <svg className="shape" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M9.500 19 3 12.500l2.500-2.500 4 4L18.500 5 21 7.500z" />
        </svg>
        <span className="choice__text">{t.common.true}</span>
      </button>
      <button type="button" className="choice choice--false" onClick={() => onAnswer(false)}>
        <svg className="shape" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M5.500 3 12 9.500 18.500 3 21 5.500 14.500 12 21 18.500 18.500 21 12 14.500 5.500 21 3 18.500 9.500 12 3 5.500z" />
        </svg>
        <span className="choice__text">{t.common.false}</span>
      </button>
    </div>
  );
}
