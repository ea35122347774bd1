import { Slider } from '@base-ui/react/slider';
import { useState } from 'react';
import { useText } from '../../locale/text.js';
import type { InputProps } from '../kind.js';

/** A step that is fine enough for the range and still lands on whole numbers where they matter. */
function stepOf(min: number, max: number): number {
  const range = max - min;
  if (!Number.isInteger(min) || !Number.isInteger(max) || range <= 2) return range / 100;
  return Math.max(1, 10 ** Math.floor(Math.log10(range / 100)));
}

/** A field, and a slider beside it where the question has both bounds. */
export default function NumberInput({ question, onAnswer }: InputProps) {
  const t = useText();
  const { min, max } = question;
  const [text, setText] = useState('');
  const value = text.trim() === '' ? Number.NaN : Number(text.replace(',', '.'));
  const outside = (min !== undefined && value < min) || (max !== undefined && value > max);
  const bounded = min !== undefined && max !== undefined && min < max;
  return (
    <form
      className="answer-form"
      onSubmit={(event) => {
        event.preventDefault();
        onAnswer(value);
      }}
    >
      <label htmlFor="answer">{bounded ? t.player.numberBetween(min, max) : t.player.yourAnswer}</label>
      <input
        id="answer"
        className="field__input field__input--number"
        inputMode="decimal"
        autoComplete="off"
        maxLength={24}
        value={text}
        aria-invalid={outside || undefined}
        onChange={({ target }) => setText(target.value)}
      />
      {bounded && (
        <Slider.Root
          className="slider"
          min={min}
          max={max}
          step={stepOf(min, max)}
          value={Number.isFinite(value) ? Math.min(max, Math.max(min, value)) : (min + max) / 2}
          onValueChange={(next) => setText(String(Number((next as number).toPrecision(12))))}
        >
          <Slider.Control className="slider__control">
            <Slider.Track className="slider__track">
              <Slider.Indicator className="slider__indicator" />
              <Slider.Thumb className="slider__thumb" aria-label={t.player.yourAnswer} />
            </Slider.Track>
          </Slider.Control>
        </Slider.Root>
      )}
      <button className="button button--wide" disabled={!Number.isFinite(value) || outside}>
        {t.player.send}
      </button>
    </form>
  );
}
