import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import './bad-input/tokens.js';
import './bad-input/payloads.js';
import './bad-input/raw-packets.js';
import './bad-input/rest.js';
import { begin, besieged } from './bad-input/siege.js';

/** Any input, however it is sent, is refused with a reason, and nobody else notices anything. */
beforeAll(() => begin(inject('environment')));
afterEach(() => besieged.expectNoHarm());
afterAll(() => besieged?.stop());
