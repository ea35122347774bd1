import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Link } from 'react-router';
import { LIMITS } from '@contracts/limits.js';
import type { Quiz, QuizSummary } from '@contracts/quiz.js';
import type { Page } from '@contracts/rest.js';
import { formatDate } from '../locale/format.js';
import { useText } from '../locale/text.js';
import { hostCall } from '../net/account.js';
import { Confirm } from '../ui/confirm.js';
import { Failure } from './failure.js';
import { toDraft } from './editor/draft.js';

/** The host's quizzes. */
export function QuizzesPage() {
  const t = useText();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const list = useInfiniteQuery({
    queryKey: ['quizzes', search],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({
        limit: '24',
        ...(search && { search }),
        ...(pageParam && { cursor: pageParam }),
      });
      return hostCall<Page<QuizSummary>>(`/v1/quizzes?${query}`);
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const change = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['quizzes'] }),
  });
  const duplicate = (id: string) =>
    change.mutate(async () => {
      const quiz = await hostCall<Quiz>(`/v1/quizzes/${id}`);
      const title = t.author.copyOf(quiz.title).slice(0, LIMITS.titleLength);
      return hostCall('/v1/quizzes', { method: 'POST', body: { ...toDraft(quiz), title } });
    });
  const remove = (id: string) => change.mutate(() => hostCall(`/v1/quizzes/${id}`, { method: 'DELETE' }));
  const quizzes = list.data?.pages.flatMap(({ items }) => items);

  return (
    <main className="author__main">
      <div className="author__head">
        <h1>{t.author.quizzes}</h1>
        <div className="author__actions">
          <Link className="button" to="/author/quizzes/new">
            {t.author.newQuiz}
          </Link>
          <Link className="button button--soft" to="/author/generate">
            {t.author.generate}
          </Link>
        </div>
      </div>
      <input
        className="field__input"
        type="search"
        aria-label={t.author.search}
        placeholder={t.author.search}
        maxLength={LIMITS.searchLength}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      <Failure error={list.error ?? change.error} />
      <ul className="quizzes">
        {quizzes?.map(({ id, title, questionCount, updatedAt }) => (
          <li key={id} className="card quiz">
            <h2>
              <Link to={`/author/quizzes/${id}`}>{title}</Link>
            </h2>
            <p className="muted">
              {t.common.questions(questionCount)} · {formatDate(updatedAt)}
            </p>
            <div className="quiz__actions">
              <Link
                className="button"
                to={`/author/quizzes/${id}/start`}
                aria-label={t.author.startOf(title)}
              >
                {t.author.start}
              </Link>
              <button type="button" className="button button--plain" onClick={() => duplicate(id)}>
                {t.author.duplicate}
              </button>
              <Confirm
                label={t.author.remove}
                title={t.author.removeTitle(title)}
                text={t.author.removeText}
                onConfirm={() => remove(id)}
              />
            </div>
          </li>
        ))}
      </ul>
      {quizzes?.length === 0 && (
        <p className="empty">{search ? t.author.nothingFound : t.author.noQuizzes}</p>
      )}
      {list.hasNextPage && (
        <button type="button" className="button button--soft" onClick={() => void list.fetchNextPage()}>
          {t.author.more}
        </button>
      )}
    </main>
  );
}
