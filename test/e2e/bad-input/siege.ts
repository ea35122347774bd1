import { Besieged } from '../../support/besieged.js';

/** The system that all suites of this folder attack; it exists once `begin` has resolved. */
export let besieged: Besieged;

export async function begin(engines: Record<string, string>): Promise<void> {
  besieged = await Besieged.start(engines);
}
