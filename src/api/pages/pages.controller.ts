import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Open } from '../access/access.guard';
import { API_PARTS, type ApiParts } from '../api-parts';
import { Problem } from '../problem/problem';
import { createPageFiles } from './page-files';
import { PAGE_POLICY } from './page-policy';

/** Where pages are: which one it is, the page itself finds in its address. */
const PATHS = [
  '',
  'open',
  'sign-in',
  'find',
  'find/*path',
  'order/*path',
  'c/*path',
  'inbox',
  'inbox/*path',
  'desk',
  'desk/*path',
  'policy/*path',
];

const NOT_BUILT = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Rescind</title></head>
  <body><main><h1>Rescind</h1>
    <p>The API runs; its pages were not built. <code>npm run build</code> builds them to <code>dist/console</code>.</p>
    <p><a href="/docs">The API’s documentation</a></p>
  </main></body>
</html>
`;

/** The pages of customers, merchants and staff: the same for everybody, what is in them they ask the API for. */
@ApiExcludeController()
@Controller()
export class PagesController {
  private readonly files: ReturnType<typeof createPageFiles>;

  constructor(@Inject(API_PARTS) { pages }: ApiParts) {
    this.files = createPageFiles(pages);
  }

  @Get(PATHS)
  @Open('uncounted')
  async page(@Res() response: Response): Promise<void> {
    const shell = await this.files.shell();
    response.setHeader('Content-Security-Policy', PAGE_POLICY);
    response.setHeader('Cache-Control', 'no-store');
    response.type('html').send(shell ?? NOT_BUILT);
  }

  @Get('assets/:file')
  @Open('uncounted')
  async asset(@Param('file') name: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const file = await this.files.asset(name);
    if (file === undefined) throw new Problem('ROUTE_NOT_FOUND');
    response.setHeader('Content-Security-Policy', PAGE_POLICY);
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    response.setHeader('Vary', 'Accept-Encoding');
    response.type(file.type);
    const isZipped = file.gzipped !== undefined && request.acceptsEncodings('gzip') === 'gzip';
    if (isZipped) response.setHeader('Content-Encoding', 'gzip');
    response.send(isZipped ? file.gzipped : file.plain);
  }
}
