import { useState } from 'react';
import { useText } from '../../locale/text.js';
import { SortableList } from '../../ui/sortable-list.js';
import { letterOf } from '../../ui/shape.js';
import type { InputProps } from '../kind.js';

/** Choices in an order: dragged, moved by keyboard, or by the arrows of each row. */
export default function OrderInput({ question, onAnswer }: InputProps) {
  const t = useText();
  const choices = question.choices ?? [];
  const [order, setOrder] = useState(() => choices.map(({ id }) => id));
  const place = new Map(choices.map(({ id }, index) => [id, index]));
  const text = new Map(choices.map((choice) => [choice.id, choice.text]));
  return (
    <form
      className="answer-form"
      onSubmit={(event) => {
        event.preventDefault();
        onAnswer(order);
      }}
    >
      <p className="muted">{t.player.order}</p>
      <SortableList
        ids={order}
        onOrder={setOrder}
        nameOf={(id) => text.get(id)!}
        row={(id) => (
          <>
            <span className={`order__letter choice--${place.get(id)}`}>{letterOf(place.get(id)!)}</span>
            <span className="order__text">{text.get(id)}</span>
          </>
        )}
      />
      <button className="button button--wide">{t.player.send}</button>
    </form>
  );
}
