import { languageLoaded } from './locale/text.js';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { applyTheme } from './ui/theme.js';
import './styles/tokens.css';
import './styles/base.css';

applyTheme();
await languageLoaded;
createRoot(document.getElementById('root')!).render(<App />);

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  addEventListener('load', () => void navigator.serviceWorker.register('/sw.js').catch(() => undefined));
}
