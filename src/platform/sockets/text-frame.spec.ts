import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import * as ws from 'ws';
import { textFrame } from './text-frame.js';

/** ws exports `Sender`, but its types do not. */
const { Sender } = ws as unknown as { Sender: { frame(data: Buffer, options: object): Buffer[] } };
const HEX = 'hex';

const bytes = (text: Buffer) =>
  Buffer.concat(Sender.frame(text, { fin: true, rsv1: false, opcode: 1, mask: false, readOnly: true }));

it('makes the bytes that ws makes of a text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.nat(300), (text, times) => {
      const long = Buffer.from(text.repeat(times));
      const expected = long.length > 0xffff ? undefined : bytes(long).toString(HEX);
      expect(textFrame(long.toString())?.toString(HEX)).toBe(expected);
    }),
  );
});

const header = (length: number) => textFrame('x'.repeat(length))!.subarray(0, 4).toString('hex');

it('knows the lengths at which a header changes', () => {
  expect([0, 125, 126, 127, 65_535].map(header)).toEqual([
    '8100',
    '817d7878',
    '817e007e',
    '817e007f',
    '817effff',
  ]);
  expect(textFrame('x'.repeat(65_536))).toBeUndefined();
});
