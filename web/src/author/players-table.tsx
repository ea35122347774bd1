import { useState } from 'react';
import type { ReportPlayer } from '@contracts/rest.js';
import { formatNumber, formatSeconds } from '../locale/format.js';
import { useText } from '../locale/text.js';

/** Rows that are drawn at first; a session can have tens of thousands. */
const PAGE = 200;

export function PlayersTable({ players }: { players: ReportPlayer[] }) {
  const t = useText();
  const [shown, setShown] = useState(PAGE);
  return (
    <section className="card table" tabIndex={0} aria-label={t.report.players}>
      <table>
        <caption>{t.report.players}</caption>
        <thead>
          <tr>
            <th scope="col">{t.report.rank}</th>
            <th scope="col">{t.report.player}</th>
            <th scope="col">{t.report.points}</th>
            <th scope="col">{t.report.correct}</th>
            <th scope="col">{t.report.answered}</th>
            <th scope="col">{t.report.time}</th>
          </tr>
        </thead>
        <tbody>
          {players
            .slice(0, shown)
            .map(({ playerId, rank, nickname, score, correct, answered, meanTimeMs, kicked }) => (
              <tr key={playerId}>
                <td>{rank === null ? '–' : formatNumber(rank)}</td>
                <th scope="row">
                  <bdi>{nickname}</bdi>
                  {kicked && <span className="muted"> ({t.report.kicked})</span>}
                </th>
                <td>{formatNumber(score)}</td>
                <td>{formatNumber(correct)}</td>
                <td>{formatNumber(answered)}</td>
                <td>{meanTimeMs === null ? '–' : formatSeconds(meanTimeMs)}</td>
              </tr>
            ))}
        </tbody>
      </table>
      {players.length > shown && (
        <button type="button" className="button button--soft" onClick={() => setShown(shown + PAGE)}>
          {t.author.more}
        </button>
      )}
    </section>
  );
}
