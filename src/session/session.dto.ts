import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, Matches, MaxLength } from 'class-validator';
import { ID_PATTERN, JOIN_KEY_PATTERN } from '../contracts/limits.js';
import { HOST_COMMANDS, type HostCommand, SESSION_MODES, type SessionMode } from '../contracts/session.js';
import { IfPresent, Nested } from '../platform/http/field-checks.js';
import { SettingsDto } from './settings.dto.js';

export class CreateSessionDto {
  @ApiProperty({ pattern: ID_PATTERN.source, example: 'V1StGXR8_Z5jdHi6B-myT' })
  @Matches(ID_PATTERN, { message: 'quizId must be an id of A-Z a-z 0-9 _ -' })
  quizId: string;

  @ApiProperty({ enum: SESSION_MODES })
  @IsIn(SESSION_MODES)
  mode: SessionMode;

  @ApiPropertyOptional({ type: SettingsDto })
  @IfPresent()
  @Nested(SettingsDto)
  settings?: SettingsDto;
}

export class JoinDto {
  /** 1 to 24 characters after trimming and NFKC. The bound here is only there to keep that work small. */
  @ApiProperty({ minLength: 1, maxLength: 24, example: 'Ada' })
  @IsString()
  @MaxLength(200)
  nickname: string;

  @ApiPropertyOptional({
    description: 'Made by the client: the same key and nickname again give the same player.',
    pattern: JOIN_KEY_PATTERN.source,
  })
  @IfPresent()
  @Matches(JOIN_KEY_PATTERN, { message: 'key must be 16 to 64 characters of A-Z a-z 0-9 _ -' })
  key?: string;
}

export class HostCommandDto {
  @ApiProperty({ enum: HOST_COMMANDS })
  @IsIn(HOST_COMMANDS)
  command: HostCommand;

  @ApiPropertyOptional({ description: 'the player to kick', pattern: ID_PATTERN.source })
  @IfPresent()
  @Matches(ID_PATTERN, { message: 'playerId must be an id of A-Z a-z 0-9 _ -' })
  playerId?: string;

  @ApiPropertyOptional({
    description:
      'The question on the host’s screen: once another has taken its place, the command changes nothing.',
    pattern: ID_PATTERN.source,
  })
  @IfPresent()
  @Matches(ID_PATTERN, { message: 'question must be an id of A-Z a-z 0-9 _ -' })
  question?: string;
}
