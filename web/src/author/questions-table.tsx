import type { ReportQuestion } from '@contracts/rest.js';
import { formatNumber, formatPercent, formatSeconds } from '../locale/format.js';
import { useText } from '../locale/text.js';

export function QuestionsTable({ questions }: { questions: ReportQuestion[] }) {
  const t = useText();
  return (
    <section className="card table" tabIndex={0} aria-label={t.report.questions}>
      <table>
        <caption>{t.report.questions}</caption>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">{t.report.question}</th>
            <th scope="col">{t.report.answered}</th>
            <th scope="col">{t.report.accuracy}</th>
            <th scope="col">{t.report.time}</th>
          </tr>
        </thead>
        <tbody>
          {questions.map(({ questionId, index, text, answered, accuracy, meanTimeMs }) => (
            <tr key={questionId}>
              <td>{formatNumber(index + 1)}</td>
              <th scope="row">{text}</th>
              <td>{formatNumber(answered)}</td>
              <td>{accuracy === null ? '–' : formatPercent(accuracy)}</td>
              <td>{meanTimeMs === null ? '–' : formatSeconds(meanTimeMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
