import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

/** A defect that the suite has to find: a patch of `src` that makes it, and what is said of it above the patch. */
export interface PlantedDefect {
  name: string;
  /** Path of the patch. */
  patch: string;
  /** Kinds of faults under which it shows, as `--kinds` takes them. */
  faults: string[];
  /** Kinds of violations of which one has to be found, `failure` for one of the run itself; any will do when none is named. */
  finds: string[];
}

const listOf = (text: string, field: string): string[] =>
  (new RegExp(`^${field}: (.+)$`, 'm').exec(text)?.[1] ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** Reads `planted/<name>.patch`. @throws Error when there is none, or it does not name its faults */
export function readPlanted(name: string, folder = FOLDER): PlantedDefect {
  const patch = `${folder}${name}.patch`;
  if (!existsSync(patch)) {
    const there = plantedNames(folder).join(', ') || 'none';
    throw new Error(`no planted defect is called ${name}; there are: ${there}`);
  }
  const text = readFileSync(patch, 'utf8');
  const head = text.slice(0, text.search(/^(diff|---) /m));
  const faults = listOf(head, 'Faults');
  if (faults.length === 0)
    throw new Error(`${patch} does not say, in a line "Faults: …", under which it shows`);
  return { name, patch, faults, finds: listOf(head, 'Finds') };
}

/** Names of all there are. */
export const plantedNames = (folder = FOLDER): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.patch'))
    .map((file) => file.slice(0, -'.patch'.length))
    .toSorted();
