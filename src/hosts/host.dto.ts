import 'reflect-metadata';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { isEmail } from 'class-validator';
import { LIMITS } from '../contracts/limits.js';
import { Check, IsMatch } from '../platform/http/field-checks.js';

const Trimmed = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));

const Normalised = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.trim().toLowerCase() : value,
  );

const IsAddress = (): PropertyDecorator =>
  Check((value) =>
    typeof value === 'string' && value.length <= LIMITS.emailLength && isEmail(value)
      ? undefined
      : `must be an e-mail address of at most ${LIMITS.emailLength} characters`,
  );

const IsPassword = (min: number): PropertyDecorator =>
  Check((value) =>
    typeof value === 'string' && value.length >= min && value.length <= LIMITS.passwordMax
      ? undefined
      : `must be text of ${min} to ${LIMITS.passwordMax} characters`,
  );

const NAME = new RegExp(`^[^\\p{Cc}\\p{Cs}]{1,${LIMITS.hostNameLength}}$`, 'u');
/** Podium's own signed tokens are far shorter. */
const TOKEN = /^[A-Za-z0-9_.-]{1,4096}$/;

/** Body of `POST /v1/hosts/login`. */
export class LoginDto {
  @ApiProperty({ format: 'email', maxLength: LIMITS.emailLength })
  @Normalised()
  @IsAddress()
  email: string;

  // One character is enough here: a short password is a wrong one, not a malformed request.
  @ApiProperty({ format: 'password', maxLength: LIMITS.passwordMax })
  @IsPassword(1)
  password: string;
}

/** Body of `POST /v1/hosts`. */
export class RegisterDto {
  @ApiProperty({ format: 'email', maxLength: LIMITS.emailLength, example: 'ada@example.org' })
  @Normalised()
  @IsAddress()
  email: string;

  @ApiProperty({ format: 'password', minLength: LIMITS.passwordMin, maxLength: LIMITS.passwordMax })
  @IsPassword(LIMITS.passwordMin)
  password: string;

  @ApiProperty({ minLength: 1, maxLength: LIMITS.hostNameLength, example: 'Ada' })
  @Trimmed()
  @IsMatch(NAME, `text of 1 to ${LIMITS.hostNameLength} characters without control characters`)
  name: string;
}

/** Body of `POST /v1/hosts/refresh`. */
export class RefreshDto {
  @ApiProperty()
  @IsMatch(TOKEN, 'a refresh token')
  refreshToken: string;
}
