import { Link } from 'react-router';

/** The name with its mark. */
export function Brand({ to = '/' }: { to?: string }) {
  return (
    <Link className="brand" to={to}>
      <svg className="brand__mark" viewBox="0 0 30 24" aria-hidden="true">
        <rect x="0" y="12" width="9" height="12" rx="1.5" />
        <rect className="brand__first" x="10.5" y="4" width="9" height="20" rx="1.5" />
        <rect x="21" y="16" width="9" height="8" rx="1.5" />
      </svg>
      Podium
    </Link>
  );
}
