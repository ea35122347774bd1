import { createHmac, hkdfSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { customAlphabet } from 'nanoid';
import { Environment } from '../platform/config/environment.js';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_LENGTH = 16;
const TAG_LENGTH = 8;
/** Bytes of the hash that become the tag: as many as `Buffer` can read as one exact number. */
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
 * Ids of sessions: 16 random letters and digits (95 bits), then a tag of 8 that only holders of the signing secret can make. The
 * tag proves, without a look into any store, that an id was made here and not by a stranger. An id has only letters and digits,
 * since a command line takes the id in `podium audit -pH4ZjRy1NysLG-z` for an option.
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
   * Whether the id proves by itself that it was made here. An id of an earlier version, or one made with another secret, does not
   * prove it, but can still belong to a session.
   */
  isCertain(sessionId: string): boolean {
    if (sessionId.length !== RANDOM_LENGTH + TAG_LENGTH) return false;
    return this.tag(sessionId.slice(0, RANDOM_LENGTH)) === sessionId.slice(RANDOM_LENGTH);
  }

  private tag(random: string): string {
    return tagText(createHmac('sha256', this.key).update(random).digest());
  }
}
