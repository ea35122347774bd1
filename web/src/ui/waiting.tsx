import { useText } from '../locale/text.js';

/** Something is on its way. */
export function Waiting({ label }: { label?: string }) {
  const t = useText();
  return (
    <main className="page page--middle" aria-busy="true">
      <p className="waiting" role="status">
        <span className="waiting__dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        {label ?? t.common.loading}
      </p>
    </main>
  );
}
