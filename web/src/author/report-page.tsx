import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { Report } from '@contracts/rest.js';
import { formatDate } from '../locale/format.js';
import { useText } from '../locale/text.js';
import { download, hostCall } from '../net/account.js';
import { Waiting } from '../ui/waiting.js';
import { Failure } from './failure.js';
import { PlayersTable } from './players-table.js';
import { QuestionCharts } from './question-charts.js';
import { QuestionsTable } from './questions-table.js';

const FORMATS = ['xlsx', 'csv', 'json'] as const;
/** The report is read again this often until the session's end has reached it, which takes seconds. */
const UNTIL_ENDED_MS = 2_000;

/** The report of a session. */
export function ReportPage() {
  const t = useText();
  const { sessionId } = useParams();
  const report = useQuery({
    queryKey: ['report', sessionId],
    queryFn: () => hostCall<Report>(`/v1/sessions/${sessionId}/report?format=json`),
    refetchInterval: ({ state }) => (state.data?.status === 'ended' ? false : UNTIL_ENDED_MS),
  });
  const fetchFile = useMutation({
    mutationFn: (format: string) =>
      download(`/v1/sessions/${sessionId}/report?format=${format}`, `podium-${sessionId}.${format}`),
  });
  if (!report.data) return report.error ? <Failure error={report.error} /> : <Waiting />;
  const { title, mode, status, createdAt, players, questions } = report.data;
  return (
    <main className="author__main report">
      <div className="author__head">
        <div>
          <h1>{title}</h1>
          <p className="muted">
            {formatDate(createdAt)} · {t.common.mode[mode]} · {t.common.status[status]} ·{' '}
            {t.common.players(players.length)}
          </p>
        </div>
        <div className="author__actions">
          {FORMATS.map((format) => (
            <button
              key={format}
              type="button"
              className="button button--soft"
              disabled={fetchFile.isPending}
              onClick={() => fetchFile.mutate(format)}
            >
              {t.report.download(format.toUpperCase())}
            </button>
          ))}
        </div>
      </div>
      <Failure error={fetchFile.error} />
      <QuestionCharts questions={questions} />
      <QuestionsTable questions={questions} />
      <PlayersTable players={players} />
    </main>
  );
}
