import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { ID_PATTERN } from '../../contracts/limits.js';
import { invalidInput } from '../problems/podium-error.js';

/** `@Param('quizId', IdParam)`: lets an id of the contract through and refuses anything else with 400. */
@Injectable()
export class IdParam implements PipeTransform<unknown, string> {
  transform(value: unknown, metadata: ArgumentMetadata): string {
    if (typeof value === 'string' && ID_PATTERN.test(value)) return value;
    throw invalidInput([
      { path: metadata.data ?? 'id', message: 'must be 1 to 64 characters of A-Z, a-z, 0-9, _ and -' },
    ]);
  }
}
