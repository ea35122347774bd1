import { Link } from 'react-router';
import { useText } from '../locale/text.js';

export function NotFound() {
  const t = useText();
  return (
    <main className="page page--middle">
      <h1>{t.common.notFound}</h1>
      <Link className="button" to="/">
        {t.common.home}
      </Link>
    </main>
  );
}
