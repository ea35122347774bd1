import type { Standing } from '@contracts/session.js';
import type { AnswerResult } from '@contracts/socket-events.js';
import { formatNumber } from '../locale/format.js';
import { useText } from '../locale/text.js';

interface Props {
  result?: AnswerResult;
  /** Whether an answer to the question can be right or wrong. */
  scored: boolean;
  answered: boolean;
  /** The player one place ahead. */
  next?: Standing;
  /** The answer counts, but the page was reloaded after its points had come. */
  kept?: boolean;
}

/** Right, partly right, wrong or not answered; points, streak, rank, and how far it is to the next. */
export function ResultCard({ result, scored, answered, next, kept = false }: Props) {
  const t = useText();
  const tone = toneOf({ result, scored, answered, kept });
  return (
    <div className={`result result--${tone}`} role="status">
      <h1>{t.player.outcome[tone]}</h1>
      {result && scored && <p className="result__points">+{formatNumber(result.points)}</p>}
      {result && result.streak > 1 && <p>{t.player.streak(result.streak)}</p>}
      {result && (
        <p>
          {t.player.rank(result.rank)}
          {next && next.score > result.score && (
            <> · {t.player.behind(next.score - result.score, next.nickname)}</>
          )}
        </p>
      )}
    </div>
  );
}

type Tone = 'right' | 'partly' | 'wrong' | 'thanks' | 'counted' | 'noAnswer';

function toneOf({ result, scored, answered, kept }: Omit<Props, 'next'>): Tone {
  if (!answered) return 'noAnswer';
  if (!scored) return 'thanks';
  if (kept) return 'counted';
  if (result?.correct) return 'right';
  return result && result.fraction > 0 ? 'partly' : 'wrong';
}
