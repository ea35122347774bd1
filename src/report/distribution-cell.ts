import { OTHER_VALUES } from '../question/distribution.js';

/** A spreadsheet takes no more characters in a cell. */
const CELL_LENGTH = 32_767;
/** For the braces and the count of the rest. */
const RESERVED = 32;

/** A distribution as JSON that fits into a cell: values without room are also counted under `…`. */
export function distributionCell(counts: Record<string, number>): string {
  const whole = JSON.stringify(counts);
  if (whole.length <= CELL_LENGTH) return whole;
  const kept: [string, number][] = [];
  let room = CELL_LENGTH - RESERVED;
  let rest = 0;
  for (const [value, count] of Object.entries(counts)) {
    // `["a",1]` is as long as `"a":1,` and one more.
    room -= JSON.stringify([value, count]).length;
    if (room >= 0 && value !== OTHER_VALUES) kept.push([value, count]);
    else rest += count;
  }
  return JSON.stringify(Object.fromEntries([...kept, [OTHER_VALUES, rest]]));
}
