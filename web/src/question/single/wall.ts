import { choiceBars } from '../bars.js';
import { ChoiceTiles } from '../choice-tiles.js';
import type { Wall } from '../kind.js';

export const single: Wall = { Tiles: ChoiceTiles, bars: choiceBars };
