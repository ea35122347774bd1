import type { AnswerValue, PlayerQuestion } from '@contracts/quiz.js';
import { useText } from '../locale/text.js';
import { valueText } from '../question/kinds.js';

interface Props {
  question: PlayerQuestion;
  value: AnswerValue;
  sent: boolean;
  failed: boolean;
}

export function SentAnswer({ question, value, sent, failed }: Props) {
  const t = useText();
  return (
    <div className="sent" data-sent={sent || undefined}>
      {!failed && <p role="status">{sent ? t.player.sent : t.player.sending}</p>}
      <p className="sent__value">{valueText(question, value, t)}</p>
      {sent && <p className="muted">{t.player.waitOthers}</p>}
    </div>
  );
}
