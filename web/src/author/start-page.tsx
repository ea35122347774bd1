import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { LIMITS } from '@contracts/limits.js';
import type { Quiz } from '@contracts/quiz.js';
import type { SessionCreated } from '@contracts/rest.js';
import type { MultipleRule, SessionMode } from '@contracts/session.js';
import { useText } from '../locale/text.js';
import { hostCall } from '../net/account.js';
import { Switch } from '../ui/switch.js';
import { Failure } from './failure.js';
import { Field } from './field.js';
import { type Chosen, STANDARD, toSettings } from './session-settings.js';

/** Opens a session of a quiz. */
export function StartPage() {
  const t = useText();
  const navigate = useNavigate();
  const { quizId } = useParams();
  const quiz = useQuery({
    queryKey: ['quiz', quizId],
    queryFn: () => hostCall<Quiz>(`/v1/quizzes/${quizId}`),
  });
  const [mode, setMode] = useState<SessionMode>('live');
  const [chosen, setChosen] = useState<Chosen>(STANDARD);
  const set = (change: Partial<Chosen>) => setChosen((before) => ({ ...before, ...change }));
  const start = useMutation({
    mutationFn: () =>
      hostCall<SessionCreated>('/v1/sessions', {
        method: 'POST',
        body: { quizId, mode, settings: toSettings(chosen, mode) },
      }),
    onSuccess: ({ sessionId }) => navigate(`/host/${sessionId}`),
  });
  const s = t.settings;
  return (
    <main className="author__main author__main--narrow">
      <h1>{quiz.data?.title ?? t.author.start}</h1>
      <form
        className="card"
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate();
        }}
      >
        <fieldset className="modes">
          <legend>{s.mode}</legend>
          {(['live', 'self-paced'] as const).map((one) => (
            <label key={one} className="mode">
              <input type="radio" name="mode" checked={mode === one} onChange={() => setMode(one)} />
              <span>
                <strong>{t.common.mode[one]}</strong>
                <span className="muted">{s.what[one]}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <Switch label={s.lateJoin} checked={chosen.lateJoin} onChange={(lateJoin) => set({ lateJoin })} />
        <Switch
          label={s.shuffleQuestions}
          checked={chosen.shuffleQuestions}
          onChange={(shuffleQuestions) => set({ shuffleQuestions })}
        />
        <Switch
          label={s.shuffleChoices}
          checked={chosen.shuffleChoices}
          onChange={(shuffleChoices) => set({ shuffleChoices })}
        />
        <Switch
          label={s.showAnswers}
          checked={chosen.showAnswersAfterEnd}
          onChange={(showAnswersAfterEnd) => set({ showAnswersAfterEnd })}
        />
        <details className="more">
          <summary>{s.more}</summary>
          <Field label={s.maxPoints}>
            {(props) => (
              <input
                {...props}
                type="number"
                required
                min={0}
                max={LIMITS.maxPoints}
                value={chosen.maxPoints}
                onChange={({ target }) => set({ maxPoints: target.value })}
              />
            )}
          </Field>
          <Field label={s.timeWeight} hint={s.timeWeightHint}>
            {(props) => (
              <input
                {...props}
                type="number"
                required
                min={0}
                max={100}
                value={chosen.timePercent}
                onChange={({ target }) => set({ timePercent: target.value })}
              />
            )}
          </Field>
          <Field label={s.streakBonus}>
            {(props) => (
              <input
                {...props}
                type="number"
                required
                min={0}
                max={LIMITS.streakBonus}
                value={chosen.streakBonus}
                onChange={({ target }) => set({ streakBonus: target.value })}
              />
            )}
          </Field>
          <Field label={s.multiple}>
            {(props) => (
              <select
                {...props}
                value={chosen.multiple}
                onChange={({ target }) => set({ multiple: target.value as MultipleRule })}
              >
                {(['strict', 'balanced', 'lenient'] as const).map((rule) => (
                  <option key={rule} value={rule}>
                    {s.rules[rule]}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={s.boardSize}>
            {(props) => (
              <input
                {...props}
                type="number"
                required
                min={1}
                max={LIMITS.leaderboardSize}
                value={chosen.leaderboardSize}
                onChange={({ target }) => set({ leaderboardSize: target.value })}
              />
            )}
          </Field>
          <Field label={s.maxPlayers} hint={s.noLimit}>
            {(props) => (
              <input
                {...props}
                type="number"
                min={1}
                max={LIMITS.maxPlayers}
                value={chosen.maxPlayers}
                onChange={({ target }) => set({ maxPlayers: target.value })}
              />
            )}
          </Field>
          {mode === 'live' && (
            <Field label={s.autoAdvance} hint={s.autoAdvanceHint}>
              {(props) => (
                <input
                  {...props}
                  type="number"
                  min={1}
                  max={LIMITS.maxAutoAdvanceMs / 1000}
                  value={chosen.autoAdvanceS}
                  onChange={({ target }) => set({ autoAdvanceS: target.value })}
                />
              )}
            </Field>
          )}
        </details>
        <Failure error={quiz.error ?? start.error} />
        <button className="button button--wide" disabled={start.isPending}>
          {t.author.open}
        </button>
      </form>
    </main>
  );
}
