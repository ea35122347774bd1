import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { LIMITS } from '@contracts/limits.js';
import type { Question, Quiz } from '@contracts/quiz.js';
import { useText } from '../../locale/text.js';
import { hostCall } from '../../net/account.js';
import { Failure } from '../failure.js';
import { Field } from '../../ui/field.js';
import { checkDraft } from './check-draft.js';
import type { Draft } from './draft.js';
import { copyOf, newQuestion } from './new-question.js';
import { Preview } from './preview.js';
import { QuestionForm } from './question-form.js';
import { QuestionList } from './question-list.js';

interface Props {
  quizId?: string;
  start: Draft;
}

/** A quiz being written: its questions at the side, one of them open. */
export function Editor({ quizId, start }: Props) {
  const t = useText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(start);
  const [saved, setSaved] = useState(start);
  const [openId, setOpenId] = useState(start.questions[0]!.id);
  const problems = checkDraft(draft, t);
  const dirty = draft !== saved;
  useLeaveWarning(dirty);

  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const changeQuestion = (next: Question) =>
    setDraft((before) => ({
      ...before,
      questions: before.questions.map((question) => (question.id === next.id ? next : question)),
    }));
  const insert = (question: Question) => {
    const place = draft.questions.findIndex(({ id }) => id === openId) + 1;
    change({ questions: draft.questions.toSpliced(place || draft.questions.length, 0, question) });
    setOpenId(question.id);
  };
  const remove = (id: string) => {
    const place = draft.questions.findIndex((question) => question.id === id);
    const questions = draft.questions.toSpliced(place, 1);
    change({ questions });
    if (id === openId) setOpenId((questions[place] ?? questions.at(-1))?.id ?? '');
  };

  const save = useMutation({
    mutationFn: (body: Draft) =>
      quizId
        ? hostCall<Quiz>(`/v1/quizzes/${quizId}`, { method: 'PUT', body })
        : hostCall<Quiz>('/v1/quizzes', { method: 'POST', body }),
    onSuccess: async (quiz, body) => {
      setSaved(body);
      await queries.invalidateQueries({ queryKey: ['quizzes'] });
      queries.setQueryData(['quiz', quiz.id], quiz);
      if (!quizId) await navigate(`/author/quizzes/${quiz.id}`, { replace: true });
    },
  });

  const place = draft.questions.findIndex(({ id }) => id === openId);
  const open = draft.questions[place];
  const count = Object.keys(problems).length;
  return (
    <main className="editor">
      <h1 className="hidden">{quizId ? start.title : t.author.newQuiz}</h1>
      <div className="editor__head">
        <Field label={t.editor.title} problem={problems['title']}>
          {(props) => (
            <input
              {...props}
              maxLength={LIMITS.titleLength}
              value={draft.title}
              onChange={({ target }) => change({ title: target.value })}
            />
          )}
        </Field>
        <div className="editor__save">
          <p role="status" className="muted">
            {count > 0 ? t.editor.toMend(count) : dirty ? t.editor.unsaved : quizId && t.editor.saved}
          </p>
          <button
            type="button"
            className="button"
            disabled={count > 0 || save.isPending || (!dirty && quizId !== undefined)}
            onClick={() => save.mutate(draft)}
          >
            {t.editor.save}
          </button>
          {quizId && !dirty && (
            <Link className="button button--soft" to={`/author/quizzes/${quizId}/start`}>
              {t.author.start}
            </Link>
          )}
        </div>
      </div>
      <Failure error={save.error} />
      <QuestionList
        questions={draft.questions}
        openId={openId}
        problems={problems}
        onOpen={setOpenId}
        onOrder={(questions) => change({ questions })}
        onAdd={() => insert(newQuestion())}
      />
      {open && (
        <QuestionForm
          key={open.id}
          question={open}
          place={place}
          problems={problems}
          onChange={changeQuestion}
          onDuplicate={() => insert(copyOf(open))}
          onRemove={() => remove(open.id)}
        />
      )}
      {open && <Preview key={`${open.id}-${open.type}`} question={open} />}
    </main>
  );
}

/** The browser asks before work is lost. */
function useLeaveWarning(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [dirty]);
}
