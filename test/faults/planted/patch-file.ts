import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

/** A defect that the suite has to find: a patch of `src` that causes it, and the description above the patch. */
export interface PlantedDefect {
  name: string;
  /** Path of the patch. */
  patch: string;
  /** The kinds of faults under which it shows, in the form for `--kinds`. */
  faults: string[];
  /** Violations of which one has to be found; `failure` is a failure of the run itself. When empty, any violation is enough. */
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

/** The names of all planted defects. */
export const plantedNames = (folder = FOLDER): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.patch'))
    .map((file) => file.slice(0, -'.patch'.length))
    .toSorted();
