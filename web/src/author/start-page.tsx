import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { LIMITS } from '@contracts/limits.js';
import type { Quiz } from '@contracts/quiz.js';
import type { SessionCreated } from '@contracts/rest.js';
import { MULTIPLE_RULES, type MultipleRule, SESSION_MODES, type SessionMode } from '@contracts/session.js';
import { useText } from '../locale/text.js';
import { hostCall } from '../net/account.js';
import { Switch } from '../ui/switch.js';
import { Failure } from './failure.js';
import { Field } from '../ui/field.js';
import { NumberField } from './number-field.js';
import { type Chosen, type NumberName, STANDARD, toSettings } from './session-settings.js';

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
  const number = (name: NumberName) => ({
    value: chosen[name],
    onChange: (value: string) => set({ [name]: value }),
  });
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
          {SESSION_MODES.map((one) => (
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
        {mode === 'live' && (
          <Switch
            label={s.earlyClose}
            checked={chosen.earlyClose}
            onChange={(earlyClose) => set({ earlyClose })}
          />
        )}
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
          <NumberField label={s.maxPoints} required min={0} max={LIMITS.maxPoints} {...number('maxPoints')} />
          <NumberField
            label={s.timeWeight}
            hint={s.timeWeightHint}
            required
            min={0}
            max={100}
            {...number('timePercent')}
          />
          <NumberField
            label={s.streakBonus}
            required
            min={0}
            max={LIMITS.streakBonus}
            {...number('streakBonus')}
          />
          <Field label={s.multiple}>
            {(props) => (
              <select
                {...props}
                value={chosen.multiple}
                onChange={({ target }) => set({ multiple: target.value as MultipleRule })}
              >
                {MULTIPLE_RULES.map((rule) => (
                  <option key={rule} value={rule}>
                    {s.rules[rule]}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <NumberField
            label={s.boardSize}
            required
            min={1}
            max={LIMITS.leaderboardSize}
            {...number('leaderboardSize')}
          />
          <NumberField
            label={s.maxPlayers}
            hint={s.noLimit}
            min={1}
            max={LIMITS.maxPlayers}
            {...number('maxPlayers')}
          />
          {mode === 'live' && (
            <NumberField
              label={s.autoAdvance}
              hint={s.autoAdvanceHint}
              min={1}
              max={LIMITS.maxAutoAdvanceMs / 1000}
              {...number('autoAdvanceS')}
            />
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
