import { useState } from 'react';
import type { PlayerQuestion } from '@contracts/quiz.js';

/** A question's picture; one that does not come, or from where none may, leaves no hole. */
export function Picture({ media }: Pick<PlayerQuestion, 'media'>) {
  const [failed, setFailed] = useState<string>();
  if (!media || failed === media.imageUrl) return null;
  return (
    <img
      className="picture"
      src={media.imageUrl}
      alt=""
      referrerPolicy="no-referrer"
      onError={() => setFailed(media.imageUrl)}
    />
  );
}
