import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import asyncApi from '../../contracts/asyncapi.json' with { type: 'json' };
import contractSchemas from '../../contracts/schemas.json' with { type: 'json' };
import { withPatterns } from './with-patterns.js';
import { withProblems } from './with-problems.js';

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
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  // Answers are the types of src/contracts; bodies are the DTO classes, which know the bounds.
  const schemas = { ...contractSchemas, ...document.components?.schemas };
  const whole = { ...document, components: { ...document.components, schemas } } as unknown as OpenAPIObject;
  return withPatterns(withProblems(whole));
}

/**
 * Serves the document at `/docs` (to read and try) and `/docs-json`, and that of the sockets at `/asyncapi.json`. Call it before
 * `init` or `listen`.
 */
export function setupOpenApi(app: NestExpressApplication): void {
  SwaggerModule.setup('docs', app, () => createOpenApi(app), {
    jsonDocumentUrl: 'docs-json',
    raw: ['json'],
    customSiteTitle: 'Podium API',
  });
  app.use('/asyncapi.json', (_request: Request, response: Response) => response.json(asyncApi));
}
