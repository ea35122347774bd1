import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ProblemDto } from './problem.dto.js';

const DESCRIPTION = `Live quizzes over REST; the game itself runs over Socket.IO (see \`/asyncapi.json\`).
Every error is \`application/problem+json\` (RFC 9457) with a stable \`code\`; times ending in \`At\` are milliseconds since the epoch.`;

/** The OpenAPI 3.1 document of an application's controllers. */
export function createOpenApi(app: NestExpressApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Podium')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setLicense('MIT', 'https://spdx.org/licenses/MIT.html')
    .addBearerAuth()
    .addGlobalResponse({
      status: 'default',
      description: 'What went wrong',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    })
    .build();
  return SwaggerModule.createDocument(app, config, {
    extraModels: [ProblemDto],
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
}

/** Serves the document at `/docs` (to read and try) and `/docs-json`. Call it before `init` or `listen`. */
export function setupOpenApi(app: NestExpressApplication): void {
  SwaggerModule.setup('docs', app, () => createOpenApi(app), {
    jsonDocumentUrl: 'docs-json',
    raw: ['json'],
    customSiteTitle: 'Podium API',
  });
}
