import { ValidateBy, type ValidationArguments } from 'class-validator';

/** RFC 7518, 3.2: an HS256 key is at least as long as its hash. */
const MIN_SECRET_BYTES = 32;

const isProduction = (args?: ValidationArguments) =>
  (args?.object as { NODE_ENV?: unknown } | undefined)?.NODE_ENV === 'production';

/** A secret that signs tokens: anything but nothing in development, 32 bytes or more in production. */
export const IsSigningSecret = (): PropertyDecorator =>
  ValidateBy({
    name: 'isSigningSecret',
    validator: {
      validate: (value, args) =>
        typeof value === 'string' && Buffer.byteLength(value) >= (isProduction(args) ? MIN_SECRET_BYTES : 1),
      defaultMessage: () => `must be set to at least ${MIN_SECRET_BYTES} bytes in production`,
    },
  });
