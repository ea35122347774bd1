import { expect, it } from 'vitest';
import { importedBy } from './bundled.js';

it('finds the packages of scripts and styles', () => {
  expect(
    importedBy(
      [
        "import { useState, type FC } from 'react';",
        "import { Slider } from '@base-ui/react/slider';",
        "export * from 'nanoid';",
        "const charts = await import('recharts');",
        "@import '@fontsource/be-vietnam-pro/latin-400.css';",
        "import './main.css';",
        "import { own } from '../own.js';",
      ].join('\n'),
    ),
  ).toEqual(['react', '@base-ui/react', 'nanoid', 'recharts', '@fontsource/be-vietnam-pro']);
});
