import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuthModule } from '../platform/auth/auth.module.js';
import { QuizRecord, QuizSchema } from './quiz.schema.js';
import { QuizzesController } from './quizzes.controller.js';
import { QuizzesService } from './quizzes.service.js';

/** Authoring: the quizzes that the accounts of hosts own. */
@Module({
  imports: [AuthModule, MongooseModule.forFeature([{ name: QuizRecord.name, schema: QuizSchema }])],
  controllers: [QuizzesController],
  providers: [QuizzesService],
  exports: [QuizzesService],
})
export class QuizModule {}
