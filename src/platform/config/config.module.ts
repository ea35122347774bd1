import { type DynamicModule, Module } from '@nestjs/common';
import { Environment } from './environment.js';

export { EnvironmentError, loadEnvironment } from './load-environment.js';

// ADR 20: why not `@nestjs/config`.
/** Gives every module the one `Environment` that the process was started with. */
@Module({})
export class ConfigModule {
  static forRoot(environment: Environment): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: Environment, useValue: environment }],
      exports: [Environment],
    };
  }
}
