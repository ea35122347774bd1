import type { IncomingMessage } from 'node:http';

const PROBES = /^\/(health|metrics)(\/|\?|$)/;

/** Probes and scrapes come every few seconds and are of no interest: they are neither logged, nor measured, nor traced. */
export const isProbe = ({ url }: IncomingMessage): boolean => PROBES.test(url ?? '');
