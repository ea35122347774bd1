import { errorText } from '../join/error-text.js';
import { useText } from '../locale/text.js';
import type { ApiError } from '@podium/client';

/** The error of a call, with every field that it names. */
export function Failure({ error }: { error: Error | null }) {
  const t = useText();
  if (!error) return null;
  const { errors = [] } = error as ApiError;
  return (
    <div className="problem" role="alert">
      {errors.length === 0 && <p>{errorText(error as ApiError, t)}</p>}
      {errors.length > 0 && (
        <ul>
          {errors.map(({ path, message }) => (
            <li key={path + message}>
              {path}: {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
