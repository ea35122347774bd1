import type { AnswerKey } from '@contracts/socket-events.js';
import { useView } from '../game/use-game.js';
import { useText } from '../locale/text.js';
import { correctText, valueText } from '../question/kinds.js';

/** The right answer to each question, beside the player's own. */
export function AnswerKeys({ keys }: { keys: AnswerKey[] }) {
  const t = useText();
  const answers = useView((view) => view.answers);
  const questions = useView((view) => view.questions);
  const known = keys.flatMap((key) => {
    const question = questions[key.questionId];
    return question ? [{ ...key, question }] : [];
  });
  return (
    <details className="keys">
      <summary>{t.player.answers}</summary>
      <ol>
        {known.map(({ question, correct, explanation }) => (
          <li key={question.id}>
            <p className="keys__question">{question.text}</p>
            {correct !== null && (
              <p>
                {t.player.rightAnswer}: <strong>{correctText(question, correct, t)}</strong>
              </p>
            )}
            <p>
              {t.player.yourAnswer}: {valueText(question, answers[question.id], t)}
            </p>
            {explanation && <p className="muted">{explanation}</p>}
          </li>
        ))}
      </ol>
    </details>
  );
}
