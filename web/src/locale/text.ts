import type { Text } from './en.js';

let language: string;
let text: Text;

/** The texts of the chosen language; loaded before the first screen is drawn. */
export const useText = (): Text => text;
export const currentLanguage = (): string => language;

/** Screens that are drawn from now on are in this language. */
export function speak(tag: string, texts: Text): void {
  language = tag;
  text = texts;
}
