import { NestFactory } from '@nestjs/core';
import type { NestApplicationOptions } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { ApiModule } from '../api.module';
import type { ApiParts } from '../api-parts';
import { createOpenApiDocument } from './document';

// eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest declares its options as a class
const SILENT: NestApplicationOptions = { logger: false };

/** The API's description, without anything that the API stands on: no handler is called. */
export async function describeApi(): Promise<OpenAPIObject> {
  const app = await NestFactory.create(ApiModule.over({} as ApiParts), SILENT);
  try {
    return createOpenApiDocument(app);
  } finally {
    await app.close();
  }
}
