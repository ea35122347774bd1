import { useText } from '../locale/text.js';

/** Something is on its way. */
export function Waiting() {
  const t = useText();
  return (
    <main className="page page--middle" aria-busy="true">
      <p className="waiting" role="status">
        <span className="waiting__dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        {t.common.loading}
      </p>
    </main>
  );
}
