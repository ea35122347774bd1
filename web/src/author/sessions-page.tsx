import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Page, SessionSummary } from '@contracts/rest.js';
import { formatDate } from '../locale/format.js';
import { useText } from '../locale/text.js';
import { hostCall } from '../net/account.js';
import { Failure } from './failure.js';

/** The host's sessions, the newest first. */
export function SessionsPage() {
  const t = useText();
  const list = useInfiniteQuery({
    queryKey: ['sessions'],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ limit: '20', ...(pageParam && { cursor: pageParam }) });
      return hostCall<Page<SessionSummary>>(`/v1/sessions?${query}`);
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 10_000,
  });
  const sessions = list.data?.pages.flatMap(({ items }) => items);
  return (
    <main className="author__main">
      <h1>{t.author.sessions}</h1>
      <Failure error={list.error} />
      <ul className="sessions">
        {sessions?.map(({ sessionId, title, pin, mode, status, createdAt }) => (
          <li key={sessionId} className="card session">
            <div>
              <h2>{title}</h2>
              <p className="muted">
                {formatDate(createdAt)} · {t.common.mode[mode]} · {t.common.status[status]}
                {status !== 'ended' && ` · PIN ${pin}`}
              </p>
            </div>
            <div className="quiz__actions">
              {status !== 'ended' && (
                <Link className="button" to={`/host/${sessionId}`}>
                  {t.author.takeOver}
                </Link>
              )}
              <Link className="button button--soft" to={`/author/sessions/${sessionId}`}>
                {t.host.report}
              </Link>
            </div>
          </li>
        ))}
      </ul>
      {sessions?.length === 0 && <p className="empty">{t.author.noSessions}</p>}
      {list.hasNextPage && (
        <button type="button" className="button button--soft" onClick={() => void list.fetchNextPage()}>
          {t.author.more}
        </button>
      )}
    </main>
  );
}
