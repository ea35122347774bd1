import { createHmac, hkdfSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { customAlphabet } from 'nanoid';
import { Environment } from '../platform/config/environment.js';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_LENGTH = 16;
const TAG_LENGTH = 8;
/** Bytes of the hash that become the tag: what `Buffer` reads as one exact number. */
const TAG_BYTES = 6;

const randomPart = customAlphabet(ALPHABET, RANDOM_LENGTH);

function tagText(hash: Buffer): string {
  let number = hash.readUIntBE(0, TAG_BYTES);
  let text = '';
  for (let place = 0; place < TAG_LENGTH; place++) {
    text += ALPHABET[number % ALPHABET.length];
    number = Math.floor(number / ALPHABET.length);
  }
  return text;
}

/**
 * Ids of sessions: 16 random letters and digits (95 bits), then a tag of 8 that only holders of the signing secret can make. So an
 * id that a stranger made up is refused without a look into any store. Letters and digits alone: `podium audit -pH4ZjRy1NysLG-z`
 * is an option to a command line.
 */
@Injectable()
export class SessionIds {
  private readonly key: Buffer;

  constructor({ JWT_SECRET }: Environment) {
    this.key = Buffer.from(hkdfSync('sha256', JWT_SECRET, '', 'podium session ids', 32));
  }

  make(): string {
    const random = randomPart();
    return random + this.tag(random);
  }

  /**
   * Whether the id proves by itself that it was made here. Ids of earlier versions, or made with another secret, do not, and may
   * still be a session's.
   */
  isCertain(sessionId: string): boolean {
    if (sessionId.length !== RANDOM_LENGTH + TAG_LENGTH) return false;
    return this.tag(sessionId.slice(0, RANDOM_LENGTH)) === sessionId.slice(RANDOM_LENGTH);
  }

  private tag(random: string): string {
    return tagText(createHmac('sha256', this.key).update(random).digest());
  }
}
