import 'reflect-metadata';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { LIMITS } from '../../contracts/limits.js';
import { IfPresent, IsMatch, IsWhole } from './field-checks.js';

/** Digits of a query string as a number; every other value stays as it is and fails the check of whole numbers. */
export const QueryInt = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value,
  );

const DEFAULT_PAGE_SIZE = 20;
const CURSOR = new RegExp(`^[A-Za-z0-9_-]{1,${LIMITS.cursorLength}}$`);

/** `?cursor=&limit=` of every list. A key given twice arrives as an array and is refused. */
export class PageQuery {
  @ApiPropertyOptional({ description: '`nextCursor` of the page before', maxLength: LIMITS.cursorLength })
  @IfPresent()
  @IsMatch(CURSOR, 'a nextCursor that this server gave')
  cursor?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: LIMITS.pageSize, default: DEFAULT_PAGE_SIZE })
  @QueryInt()
  @IsWhole(1, LIMITS.pageSize)
  limit: number = DEFAULT_PAGE_SIZE;
}
