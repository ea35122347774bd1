import { PodiumError } from '../platform/problems/podium-error.js';

/** Also for sessions of other hosts: nobody learns which ids exist. */
export const sessionUnknown = () =>
  new PodiumError(404, 'SESSION_UNKNOWN', 'There is no such session, or it is not yours.');

export const pinUnknown = () =>
  new PodiumError(404, 'PIN_UNKNOWN', 'No session has this PIN; check the six digits.');
