import type { Host } from '../contracts/rest.js';
import type { HostRecord } from './host.schema.js';

/** A host's account as the host sees it. */
export const toHost = ({ _id, email, name }: HostRecord): Host => ({ id: _id, email, name });
