import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open } from '../access/access.guard';
import { API_PARTS, type ApiParts } from '../api-parts';
import { Problem } from './problem';
import { PROBLEM_CODES } from './problem-codes';

/** The pages that problems link to, from docs/errors. */
@ApiExcludeController()
@Controller('docs/errors')
export class ErrorPagesController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  @Get(':code')
  @Open()
  @Header('Content-Type', 'text/markdown; charset=utf-8')
  async page(@Param('code') code: string): Promise<string> {
    const known = PROBLEM_CODES.find((one) => one === code);
    if (known === undefined) throw new Problem('ROUTE_NOT_FOUND');
    return readFile(join(this.parts.errorPages, `${known}.md`), 'utf8');
  }
}
