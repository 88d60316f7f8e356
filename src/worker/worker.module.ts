import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import type { Settings } from '../config/settings';
import { DatabaseModule } from './database.module';
import { HealthController } from './health.controller';
import { RUNS, SETTINGS, TemporalWorkers, type RunsOver } from './temporal-workers';

/** The worker process: it imports the database, so that it drains before the database closes. */
@Module({})
export class WorkerModule {
  static with(settings: Settings, runsOver: RunsOver): DynamicModule {
    return {
      module: WorkerModule,
      imports: [DatabaseModule.at(settings.databaseUrl)],
      controllers: [HealthController],
      providers: [{ provide: SETTINGS, useValue: settings }, { provide: RUNS, useValue: runsOver }, TemporalWorkers],
    };
  }
}
