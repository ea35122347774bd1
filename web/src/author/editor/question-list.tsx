import { LIMITS } from '@contracts/limits.js';
import type { Question } from '@contracts/quiz.js';
import { useText } from '../../locale/text.js';
import { SortableList } from '../../ui/sortable-list.js';
import type { Problems } from '../../question/kind.js';

interface Props {
  questions: Question[];
  openId: string;
  problems: Problems;
  onOpen(id: string): void;
  onOrder(questions: Question[]): void;
  onAdd(): void;
}

export function QuestionList({ questions, openId, problems, onOpen, onOrder, onAdd }: Props) {
  const t = useText();
  const byId = new Map(questions.map((question, place) => [question.id, { question, place }]));
  const wrong = (place: number) =>
    Object.keys(problems).some((path) => path.startsWith(`questions.${place}.`));
  const nameOf = (id: string) => byId.get(id)!.question.text || t.editor.untitled;
  return (
    <nav className="editor__list" aria-label={t.editor.questions}>
      <SortableList
        ids={questions.map(({ id }) => id)}
        onOrder={(ids) => onOrder(ids.map((id) => byId.get(id)!.question))}
        nameOf={nameOf}
        row={(id) => {
          const { question, place } = byId.get(id)!;
          return (
            <button
              type="button"
              className="editor__question"
              aria-current={id === openId || undefined}
              onClick={() => onOpen(id)}
            >
              <span className="muted">
                {place + 1} · {t.types[question.type]}
                {wrong(place) && <span className="editor__wrong"> · {t.editor.wrong}</span>}
              </span>
              <span className="editor__question-text">{nameOf(id)}</span>
            </button>
          );
        }}
      />
      <button
        type="button"
        className="button button--soft button--wide"
        disabled={questions.length >= LIMITS.questions}
        onClick={onAdd}
      >
        {t.editor.add}
      </button>
      <p className="problem">{problems['questions']}</p>
    </nav>
  );
}
