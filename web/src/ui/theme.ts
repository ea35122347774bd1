import { stored } from '../net/stored.js';

export type Theme = 'light' | 'dark';
const kept = stored<Theme>('podium.theme');

export const currentTheme = (): Theme =>
  kept.get() ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

/** Without a choice the device decides, by the style sheet alone. */
export function applyTheme(theme = kept.get()): void {
  if (theme) document.documentElement.dataset['theme'] = theme;
}

export function chooseTheme(theme: Theme): void {
  kept.set(theme);
  applyTheme(theme);
}
