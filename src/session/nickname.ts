import { LIMITS } from '../contracts/limits.js';
import { invalidInput } from '../platform/problems/podium-error.js';
import { foldText } from '../question/fold-text.js';

/** Characters that nobody can see: control, format (zero-width, direction), surrogate, private use, line separators. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/u;
/** The only invisible character that is allowed: it joins several emoji into one. */
const EMOJI_JOINER =
  /(?<=\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?)\u200d(?=\p{Extended_Pictographic})/gu;

/** A nickname as it is shown, and the form in which it is unique within a session. */
export interface Nickname {
  shown: string;
  folded: string;
}

/**
 * Trims and normalises (Unicode NFKC) a nickname.
 *
 * @throws PodiumError 400 INVALID_INPUT when no characters or more than 24 are left, or when one of them is invisible
 */
export function parseNickname(raw: string): Nickname {
  const shown = raw.normalize('NFKC').trim().replace(/\s+/gu, ' ');
  const length = [...shown].length;
  if (length < 1 || length > LIMITS.nicknameLength) {
    throw invalidInput([
      { path: 'nickname', message: `must have 1 to ${LIMITS.nicknameLength} characters after trimming` },
    ]);
  }
  if (INVISIBLE.test(shown.replace(EMOJI_JOINER, ''))) {
    throw invalidInput([{ path: 'nickname', message: 'must not contain control or invisible characters' }]);
  }
  return { shown, folded: foldText(shown) };
}
