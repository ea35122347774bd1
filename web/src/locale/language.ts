import { stored } from '../net/stored.js';
import type { Text } from './en.js';
import { speak } from './text.js';

/** Every other file of this folder is a language, named by its tag. */
const files = import.meta.glob<{ default: Text }>(['./*.ts', '!./language.ts', '!./text.ts', '!./format.ts']);
const FALLBACK = 'en';

export const languages = Object.keys(files)
  .map((file) => file.slice(2, -3))
  .toSorted();

const kept = stored<string>('podium.language');

/** The language that was chosen here before, otherwise the first of the browser's languages that there is. */
function wanted(): string {
  const asked = [kept.get(), ...navigator.languages].map((tag) => tag?.split('-')[0]);
  return asked.find((tag) => tag !== undefined && languages.includes(tag)) ?? FALLBACK;
}

async function loadLanguage(tag = wanted()): Promise<void> {
  speak(tag, (await files[`./${tag}.ts`]!()).default);
  document.documentElement.lang = tag;
}

/** The texts are loaded while the rest of the client is still being read. */
export const languageLoaded = loadLanguage();

/** Everything is drawn anew in another language. */
export function chooseLanguage(tag: string): void {
  kept.set(tag);
  location.reload();
}
