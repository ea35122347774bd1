import { PodiumApi } from '@podium/client';

/** Podium's REST interface, at the origin of this page. */
export const api = new PodiumApi();
