import { inject } from 'vitest';
import { logsOf, type PlayedPodium } from './podium.js';

/** The system that suites share which leave its roles as they are: to start one takes longer than most of them. */
export function sharedPodium(): PlayedPodium {
  const system = inject('system');
  return { ...system, logged: () => logsOf(system) };
}
