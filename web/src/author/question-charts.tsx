import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { ReportQuestion } from '@contracts/rest.js';
import { formatNumber, formatPercent, formatSeconds } from '../locale/format.js';
import { useText } from '../locale/text.js';

interface Chart {
  title: string;
  key: 'accuracy' | 'meanTimeMs';
  format(value: number): string;
  max?: number;
}

/** How well and how quickly each question was answered. The table below says the same in words and numbers. */
export function QuestionCharts({ questions }: { questions: ReportQuestion[] }) {
  const t = useText();
  const charts: Chart[] = [
    { title: t.report.accuracy, key: 'accuracy', format: formatPercent, max: 1 },
    { title: t.report.time, key: 'meanTimeMs', format: formatSeconds },
  ];
  const data = questions.map((question) => ({ ...question, number: formatNumber(question.index + 1) }));
  return (
    <div className="charts">
      {charts.map(({ title, key, format, max }) => (
        <figure key={key} className="card chart" data-chart={key}>
          <figcaption>{title}</figcaption>
          <div aria-hidden="true" className="chart__plot">
            <ResponsiveContainer width="100%" height={220}>
              <BarChart
                data={data}
                accessibilityLayer={false}
                margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
              >
                <CartesianGrid vertical={false} stroke="var(--line)" />
                <XAxis dataKey="number" stroke="var(--muted)" tickLine={false} interval="preserveStartEnd" />
                <YAxis
                  stroke="var(--muted)"
                  tickLine={false}
                  axisLine={false}
                  width={56}
                  domain={[0, max ?? 'auto']}
                  tickFormatter={format}
                />
                <Tooltip
                  cursor={{ fill: 'var(--line)' }}
                  contentStyle={{ background: 'var(--surface)', border: '1px solid var(--line)' }}
                  formatter={(value) => format(Number(value))}
                  labelFormatter={(_label, [point]) =>
                    (point?.payload as ReportQuestion | undefined)?.text ?? ''
                  }
                />
                <Bar
                  dataKey={key}
                  name={title}
                  fill="var(--primary)"
                  radius={[4, 4, 0, 0]}
                  isAnimationActive={false}
                />
              </BarChart>
            </ResponsiveContainer>
          </div>
        </figure>
      ))}
    </div>
  );
}
