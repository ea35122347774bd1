import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import './bad-input/handshake.js';
import './bad-input/socket.js';
import './bad-input/sockets.js';
import './bad-input/rest.js';
import { begin, besieged } from './bad-input/siege.js';

/** Whatever is sent, by whichever way: it is refused with a reason, and nobody else notices anything. */
beforeAll(() => begin(inject('environment')));
afterEach(() => besieged.expectNoHarm());
afterAll(() => besieged?.stop());
