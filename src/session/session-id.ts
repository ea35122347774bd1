import { customAlphabet } from 'nanoid';

const LETTERS_AND_DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * A new session's id: 16 letters and digits, 95 random bits. Nanoid's own alphabet has `-` too, and
 * `podium audit -pH4ZjRy1NysLG-z` is an option to a command line.
 */
export const newSessionId = customAlphabet(LETTERS_AND_DIGITS, 16);
