import type { Host } from '../contracts/rest.js';
import type { HostRecord } from './host.schema.js';

/** What a host sees of its account. */
export const toHost = ({ _id, email, name }: HostRecord): Host => ({ id: _id, email, name });
