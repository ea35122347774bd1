import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { onPlatform } from '../app.module.js';
import { loadEnvironment } from '../platform/config/load-environment.js';
import { createOpenApi } from '../platform/http/openapi.js';
import { ApiModule } from '../roles/api.module.js';

/** Uses a preview of the application: its controllers are read, but no provider is created and nothing connects. */
export async function printOpenApi(): Promise<void> {
  const module = onPlatform(ApiModule, loadEnvironment({}));
  const app = await NestFactory.create<NestExpressApplication>(module, { preview: true, logger: false });
  console.log(JSON.stringify(createOpenApi(app), null, 2));
}
