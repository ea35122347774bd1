import { describe, expect, it } from 'vitest';
import { disarm } from './disarm.js';

describe('disarm', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\tx',
    '\rx',
    '\nx',
    '  =1',
    '\n=1',
    '\u00a0+1',
    '\ufeff@a',
  ])('puts a quote before %j', (text) => expect(disarm(text)).toBe(`'${text}`));
  it.each(['＝1+1', '＋1', '－1', '＠a', '　＝1', '﹦1', '\u200b=1'])(
    'sees through the form or the invisible characters of %j',
    (text) => expect(disarm(text)).toBe(`'${text}`),
  );
  it.each(['', 'Ada', 'a=b', '1-2', ' Ada', "'=1", '(=1)', 'größe'])('leaves %j alone', (text) =>
    expect(disarm(text)).toBe(text),
  );
});
