import { expect, it } from 'vitest';
// As `npm run generate` wrote it; another test fails when it is not up to date.
import schemas from '../src/contracts/schemas.json' with { type: 'json' };

it('documents numbers as whole but for those whose type says otherwise', () => {
  const fractional = Object.entries(schemas)
    .filter(([, schema]) => /"type":("number"|\[[^\]]*"number")/.test(JSON.stringify(schema)))
    .map(([name]) => name);
  expect(fractional).toEqual(['Decimal', 'Fraction']);
  expect(schemas.Fraction).toMatchObject({ type: 'number', minimum: 0, maximum: 1 });
  expect(schemas.Scoring.properties.timeWeight).toMatchObject({ $ref: '#/components/schemas/Fraction' });
  expect(schemas.NumberQuestion.properties).toMatchObject({
    type: { type: 'string', const: 'number' },
    correct: { $ref: '#/components/schemas/Decimal' },
  });
  expect(schemas.ReportPlayer.properties.rank.type).toEqual(['integer', 'null']);
  expect(schemas.RevealEvent.properties.distribution.additionalProperties.type).toBe('integer');
});
