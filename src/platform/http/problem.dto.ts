import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import type { Problem } from '../../contracts/rest.js';
import type { FieldError } from '../../contracts/socket-events.js';

class FieldErrorDto implements FieldError {
  @ApiProperty({ example: 'questions.0.text' }) path: string;
  @ApiProperty({ example: 'must be text of 1 to 1000 characters' }) message: string;
}

/** How an error looks in the OpenAPI document. */
@ApiSchema({ name: 'Problem', description: 'RFC 9457' })
export class ProblemDto implements Problem {
  @ApiProperty({ example: 'urn:podium:problem:INVALID_INPUT' }) type: string;
  @ApiProperty({ example: 'Invalid input' }) title: string;
  @ApiProperty({ type: 'integer', example: 400 }) status: number;
  @ApiProperty({ example: 'Some fields are missing or out of bounds.' }) detail: string;
  @ApiProperty({ example: 'INVALID_INPUT', pattern: '^[A-Z0-9_]+$' }) code: string;
  @ApiPropertyOptional({ type: [FieldErrorDto] }) errors?: FieldErrorDto[];
}
