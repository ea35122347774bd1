import { currentLanguage } from './text.js';

/** Making one takes longer than using it a hundred times. */
const cached = <Options extends object, Format>(make: (tag: string, options: Options) => Format) => {
  const made = new Map<string, Format>();
  return (options: Options): Format => {
    const key = currentLanguage() + JSON.stringify(options);
    const format = made.get(key) ?? make(currentLanguage(), options);
    made.set(key, format);
    return format;
  };
};
const number = cached((tag, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options));
const date = cached((tag, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options));

export const formatNumber = (value: number): string => number({}).format(value);
export const formatPercent = (fraction: number): string =>
  number({ style: 'percent', maximumFractionDigits: 0 }).format(fraction);
export const formatSeconds = (ms: number): string =>
  number({ style: 'unit', unit: 'second', unitDisplay: 'short', maximumFractionDigits: 1 }).format(ms / 1000);
export const formatDate = (at: number): string =>
  date({ dateStyle: 'medium', timeStyle: 'short' }).format(at);
