import { readFileSync } from 'node:fs';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { Environment } from './environment.js';

/** Shorter than production accepts, so that it can't end up there. */
const DEVELOPMENT_SECRET = 'podium-development-secret';

/** The environment is wrong. The message names every offending variable and what it expects, never a value. */
export class EnvironmentError extends Error {
  constructor(readonly problems: string[]) {
    super(`The environment is not usable:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'EnvironmentError';
  }
}

/** class-validator begins its own messages with the property's name; ours don't. */
const describe = ({ property, constraints }: ValidationError) => {
  const expected = Object.values(constraints ?? {}).map((message) =>
    message.startsWith(`${property} `) ? message.slice(property.length + 1) : message,
  );
  return `${property}: ${expected.join(', ')}`;
};

/** `NAME`, or the content of the file that `NAME_FILE` names, since secrets are mounted into containers as files. */
function read(source: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = source[name]?.trim();
  const file = source[`${name}_FILE`]?.trim();
  if (value || !file) return value;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new EnvironmentError([`${name}_FILE: must name a file that can be read`]);
  }
}

/** Only variables that the class knows. An empty one counts as missing, since shells and compose files write it that way. */
const pickKnown = (source: NodeJS.ProcessEnv) =>
  Object.fromEntries(
    Object.keys(new Environment())
      .map((name) => [name, read(source, name)] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );

/**
 * Turns environment variables into a checked `Environment`.
 * @throws EnvironmentError listing every name that is wrong or missing
 */
export function loadEnvironment(source: NodeJS.ProcessEnv): Environment {
  const environment = plainToInstance(Environment, pickKnown(source));
  if (environment.NODE_ENV !== 'production') environment.JWT_SECRET ||= DEVELOPMENT_SECRET;
  const errors = validateSync(environment, { validationError: { target: false, value: false } });
  if (errors.length > 0) throw new EnvironmentError(errors.map(describe));
  return environment;
}
