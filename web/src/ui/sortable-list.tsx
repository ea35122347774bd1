import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import type { ReactNode } from 'react';
import { useText } from '../locale/text.js';

interface Props {
  ids: string[];
  onOrder(ids: string[]): void;
  nameOf(id: string): string;
  row(id: string): ReactNode;
}

/** Rows that are put in order by dragging, with the keyboard (space, arrows, space), or with a button up and down. */
export function SortableList({ ids, onOrder, nameOf, row }: Props) {
  const t = useText();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const move = (from: number, to: number) => {
    if (to >= 0 && to < ids.length) onOrder(arrayMove(ids, from, to));
  };
  const said = (id: string | number) => ({
    item: nameOf(String(id)),
    place: ids.indexOf(String(id)) + 1,
  });
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={({ active, over }) =>
        over && move(ids.indexOf(String(active.id)), ids.indexOf(String(over.id)))
      }
      accessibility={{
        screenReaderInstructions: { draggable: t.sort.how },
        announcements: {
          onDragStart: ({ active }) => t.sort.taken(said(active.id).item),
          onDragOver: ({ active, over }) =>
            over ? t.sort.over(said(active.id).item, said(over.id).place, ids.length) : undefined,
          onDragEnd: ({ active, over }) =>
            t.sort.put(said(active.id).item, said((over ?? active).id).place, ids.length),
          onDragCancel: ({ active }) => t.sort.cancelled(said(active.id).item),
        },
      }}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <ol className="sortable">
          {ids.map((id, place) => (
            <Row
              key={id}
              id={id}
              name={nameOf(id)}
              first={place === 0}
              last={place === ids.length - 1}
              move={(by) => move(place, place + by)}
            >
              {row(id)}
            </Row>
          ))}
        </ol>
      </SortableContext>
    </DndContext>
  );
}

interface RowProps {
  id: string;
  name: string;
  first: boolean;
  last: boolean;
  move(by: 1 | -1): void;
  children: ReactNode;
}

function Row({ id, name, first, last, move, children }: RowProps) {
  const t = useText();
  const { attributes, listeners, setNodeRef, transform, transition, isDragging } = useSortable({ id });
  return (
    <li
      ref={setNodeRef}
      className="sortable__row"
      data-dragging={isDragging || undefined}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <button
        type="button"
        className="sortable__grip"
        {...attributes}
        {...listeners}
        aria-label={t.sort.grip(name)}
      >
        <svg viewBox="0 0 12 20" aria-hidden="true">
          <path d="M2 2h3v3H2zm5 0h3v3H7zM2 8.500h3v3H2zm5 0h3v3H7zM2 15h3v3H2zm5 0h3v3H7z" />
        </svg>
      </button>
      {children}
      <span className="sortable__moves">
        <button
          type="button"
          className="icon-button"
          disabled={first}
          onClick={() => move(-1)}
          aria-label={t.sort.up(name)}
        >
          ↑
        </button>
        <button
          type="button"
          className="icon-button"
          disabled={last}
          onClick={() => move(1)}
          aria-label={t.sort.down(name)}
        >
          ↓
        </button>
      </span>
    </li>
  );
}
