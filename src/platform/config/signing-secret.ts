import { ValidateBy, type ValidationArguments } from 'class-validator';

/** RFC 7518, 3.2: an HS256 key is at least as long as its hash. */
const MIN_SECRET_BYTES = 32;

/** Least number of different bytes in a secret. A generated one has twenty or more; `aaaa…` and `12341234…` are no secrets. */
const MIN_DIFFERENT_BYTES = 8;

const isStrong = (secret: string) =>
  Buffer.byteLength(secret) >= MIN_SECRET_BYTES && new Set(Buffer.from(secret)).size >= MIN_DIFFERENT_BYTES;

const isProduction = (args?: ValidationArguments) =>
  (args?.object as { NODE_ENV?: unknown } | undefined)?.NODE_ENV === 'production';

/** A secret that signs tokens: any non-empty text in development, at least 32 bytes in production. */
export const IsSigningSecret = (): PropertyDecorator =>
  ValidateBy({
    name: 'isSigningSecret',
    validator: {
      validate: (value, args) =>
        typeof value === 'string' && (isProduction(args) ? isStrong(value) : value !== ''),
      defaultMessage: () => `must be set to at least ${MIN_SECRET_BYTES} bytes in production, random ones`,
    },
  });
