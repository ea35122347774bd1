import { currentLanguage } from './text.js';

/** Makes a format at its first use, when the language is known: another language reloads the page. One takes 30 µs to make. */
const lazily = <Format>(make: (language: string) => Format) => {
  let made: Format | undefined;
  return (): Format => (made ??= make(currentLanguage()));
};
const number = lazily((language) => new Intl.NumberFormat(language));
const percent = lazily(
  (language) => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }),
);
const seconds = lazily(
  (language) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: 'second',
      unitDisplay: 'short',
      maximumFractionDigits: 1,
    }),
);
const date = lazily(
  (language) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }),
);

export const formatNumber = (value: number): string => number().format(value);
export const formatPercent = (fraction: number): string => percent().format(fraction);
export const formatSeconds = (ms: number): string => seconds().format(ms / 1000);
export const formatDate = (at: number): string => date().format(at);
