import { existsSync } from 'node:fs';
import type { LaunchOptions } from 'playwright-core';

const INSTALLED = '/usr/bin/chromium';

/**
 * The machine's Chromium, else the one from npm, which is unpacked once a machine: before all tests, since two files
 * would do it at the same time. As root a browser has no sandbox of its own.
 */
export async function browserBinary(): Promise<LaunchOptions> {
  const rootless = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  if (existsSync(INSTALLED)) return { executablePath: INSTALLED, args: rootless };
  // It unpacks the libraries that a bare machine lacks only where it believes to be on Lambda.
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs20.x';
  const { default: packed } = await import('@sparticuz/chromium');
  // Of its own arguments none is needed here, and --single-process would end the browser with its first visitor.
  return { executablePath: await packed.executablePath(), args: ['--no-sandbox', '--disable-gpu', '--no-zygote'] };
}
