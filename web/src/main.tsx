import { languageLoaded } from './locale/language.js';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { applyTheme } from './ui/theme.js';
import './styles/tokens.css';
import './styles/base.css';

applyTheme();
await languageLoaded;
createRoot(document.getElementById('root')!).render(<App />);

const keepShell = () => void navigator.serviceWorker.register('/sw.js').catch(() => undefined);
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  // It is possible that the page has loaded before the language has.
  if (document.readyState === 'complete') keepShell();
  else addEventListener('load', keepShell);
}
