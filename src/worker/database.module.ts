import { Global, Injectable, Module } from '@nestjs/common';
import type { DynamicModule, OnModuleDestroy } from '@nestjs/common';
import { openDatabase } from '../adapters/persistence/database';
import type { Database } from '../adapters/persistence/database';

/** The worker's database, closed after everything that imports it has drained. */
@Injectable()
export class WorkerDatabase implements OnModuleDestroy {
  constructor(readonly db: Database) {}

  onModuleDestroy(): Promise<void> {
    return this.db.destroy();
  }
}

@Global()
@Module({})
export class DatabaseModule {
  static at(databaseUrl: string): DynamicModule {
    const provider = { provide: WorkerDatabase, useFactory: () => new WorkerDatabase(openDatabase(databaseUrl)) };
    return { module: DatabaseModule, providers: [provider], exports: [WorkerDatabase] };
  }
}
