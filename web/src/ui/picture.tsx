import { useState } from 'react';
import type { PlayerQuestion } from '@contracts/quiz.js';

/** A question's picture. One that does not load, or may not be loaded from its address, leaves no gap. */
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
