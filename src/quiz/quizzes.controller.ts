import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Quiz, QuizSummary } from '../contracts/quiz.js';
import type { Page } from '../contracts/rest.js';
import { HostGuard, HostId } from '../platform/auth/host.guard.js';
import { ApiAnswer, ApiProblems } from '../platform/http/api-answers.js';
import { IdParam } from '../platform/http/id-param.pipe.js';
import { ValidatedBody, ValidatedQuery } from '../platform/http/validated.js';
import { Lane } from '../platform/lanes/lane.js';
import { QuizDraftDto, validateQuizDraft } from './quiz-draft.dto.js';
import { QuizListQuery } from './quiz-list.dto.js';
import { QuizzesService } from './quizzes.service.js';
import { GenerateDto } from './wordnet/generate.dto.js';
import { generateVocabulary } from './wordnet/generate.js';

/** The check of a quiz of a megabyte blocks the event loop for a tenth of a second. */
const LANE = {
  name: 'quizzes',
  atOnce: 1,
  perKey: 1,
  queue: 100,
  queuePerKey: 10,
  waitMs: 10_000,
  rests: true,
};

@ApiTags('quizzes')
@ApiBearerAuth()
@UseGuards(HostGuard)
@Controller('v1/quizzes')
export class QuizzesController {
  private readonly lane = new Lane(LANE);

  constructor(private readonly quizzes: QuizzesService) {}

  @Post()
  @ApiOperation({ summary: 'Create a quiz' })
  @ApiBody({ type: QuizDraftDto })
  @ApiAnswer('Quiz', { status: 201 })
  @ApiProblems('BUSY')
  create(@HostId() hostId: string, @Body() body: unknown): Promise<Quiz> {
    return this.lane.run(hostId, async () => this.quizzes.create(hostId, validateQuizDraft(body)));
  }

  @Post('generate')
  @ApiOperation({
    summary: 'Create a vocabulary quiz from WordNet',
    description: 'The same seed gives the same quiz.',
  })
  @ApiBody({ type: GenerateDto })
  @ApiAnswer('Quiz', { status: 201 })
  async generate(@HostId() hostId: string, @ValidatedBody(GenerateDto) body: GenerateDto): Promise<Quiz> {
    return this.quizzes.create(hostId, await generateVocabulary(body));
  }

  @Get()
  @ApiOperation({ summary: 'My quizzes, the last changed first' })
  @ApiAnswer('QuizPage')
  list(
    @HostId() hostId: string,
    @ValidatedQuery(QuizListQuery) query: QuizListQuery,
  ): Promise<Page<QuizSummary>> {
    return this.quizzes.list(hostId, query);
  }

  @Get(':quizId')
  @ApiOperation({
    summary: 'One of my quizzes',
    description: '404 `QUIZ_UNKNOWN`, also for the quiz of another host.',
  })
  @ApiAnswer('Quiz')
  @ApiProblems('QUIZ_UNKNOWN')
  get(@HostId() hostId: string, @Param('quizId', IdParam) quizId: string): Promise<Quiz> {
    return this.quizzes.getOwned(hostId, quizId);
  }

  @Put(':quizId')
  @ApiOperation({
    summary: 'Replace a quiz',
    description: 'Sessions keep the version they were opened with.',
  })
  @ApiBody({ type: QuizDraftDto })
  @ApiAnswer('Quiz')
  @ApiProblems('QUIZ_UNKNOWN', 'BUSY')
  replace(
    @HostId() hostId: string,
    @Param('quizId', IdParam) quizId: string,
    @Body() body: unknown,
  ): Promise<Quiz> {
    return this.lane.run(hostId, async () => this.quizzes.replace(hostId, quizId, validateQuizDraft(body)));
  }

  @Delete(':quizId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a quiz' })
  @ApiNoContentResponse()
  @ApiProblems('QUIZ_UNKNOWN')
  delete(@HostId() hostId: string, @Param('quizId', IdParam) quizId: string): Promise<void> {
    return this.quizzes.delete(hostId, quizId);
  }
}
