import { PodiumApi } from '@podium/client';

/** Podium's REST, at the origin this page came from. */
export const api = new PodiumApi();
