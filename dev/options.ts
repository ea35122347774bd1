import { InvalidArgumentError } from 'commander';

const wholeNumber = (min: number, max: number) => (text: string) => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  }
  return value;
};

/** A port for a commander option. */
export const parsePort = wholeNumber(1, 65_535);

/** The number of processes of a kind. */
export const parseCount = wholeNumber(0, 32);
