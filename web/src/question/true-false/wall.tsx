import { useText } from '../../locale/text.js';
import type { Bar, Wall } from '../kind.js';

function TrueFalseTiles() {
  const t = useText();
  return (
    <ul className="tiles">
      <li className="tile choice--true">{t.common.true}</li>
      <li className="tile choice--false">{t.common.false}</li>
    </ul>
  );
}

export const trueFalse: Wall = {
  Tiles: TrueFalseTiles,
  bars: (_question, { correct, distribution }, t) => {
    const bars = ([true, false] as const).map((value): Bar => ({
      key: String(value),
      label: value ? t.common.true : t.common.false,
      place: value ? 'true' : 'false',
      count: distribution[String(value)] ?? 0,
      right: correct === value,
    }));
    return { bars, rest: 0 };
  },
};
