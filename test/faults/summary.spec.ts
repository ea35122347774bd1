import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readResults, summary } from './summary.js';

/** As text without the spaces and dashes by which prettier lines tables and paragraphs up. */
const plain = (markdown: string) => markdown.replaceAll(/-{3,}/g, '---').replaceAll(/\s+/g, ' ').trim();

it('stands in the README as the committed results give it', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const [, block = ''] = /<!-- faults -->(.*)<!-- \/faults -->/s.exec(readme) ?? [];
  expect(plain(block)).toBe(plain(summary(readResults())));
});

it('covers only runs in which the checker found nothing, where a replica had every answer', () => {
  const replica = readResults().filter(({ run }) => run.durability === 'replica');
  expect(replica.length).toBeGreaterThan(0);
  for (const { found, failures } of replica) {
    expect([Object.values(found.violations).filter((count) => count > 0), failures]).toEqual([[], []]);
  }
});
