import { describe, expect, it } from 'vitest';
import { PodiumError } from '../platform/problems/podium-error.js';
import { parseNickname } from './nickname.js';

const parsing = (raw: string) => () => parseNickname(raw);

describe('parseNickname', () => {
  it('trims, folds inner white space and normalises', () => {
    expect(parseNickname('  Ada \t Lovelace ').shown).toBe('Ada Lovelace');
    expect(parseNickname('Ａｄａ').shown).toBe('Ada');
  });

  it('gives one folded form to names that differ in case and width', () => {
    const forms = ['Straße', 'STRASSE', 'ｓｔｒａｓｓｅ'].map((raw) => parseNickname(raw).folded);
    expect(new Set(forms).size).toBe(1);
  });

  it('counts characters, not code units', () => {
    expect(parseNickname('😀'.repeat(24)).shown).toHaveLength(48);
    expect(parsing('😀'.repeat(25))).toThrow(PodiumError);
    expect(parsing('a'.repeat(25))).toThrow(PodiumError);
  });

  it('refuses what can not be seen', () => {
    for (const raw of [
      '',
      '   ',
      '\u200b',
      'a\u200bb',
      'a\u202eb',
      'a\u0000b',
      'a\u200db',
      '\u200d',
      '\ud800',
    ]) {
      expect(parsing(raw)).toThrow(PodiumError);
    }
  });

  it('lets the joiner through where it joins emoji', () => {
    expect(parseNickname('👩‍👩‍👧').shown).toBe('👩‍👩‍👧');
    expect(parseNickname('👩🏽‍🚀').shown).toBe('👩🏽‍🚀');
  });
});
