import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Locale } from '../domain/explain/wording';

/**
 * The first language of Accept-Language that there is; English where there is none. Weights are read as
 * order, which is how clients write them.
 */
export function localeOf(acceptLanguage: string | undefined): Locale {
  const wanted = (acceptLanguage ?? '').split(',').map((range) => range.trim().slice(0, 2).toLowerCase());
  return wanted.find((language): language is Locale => language === 'en' || language === 'zh') ?? 'en';
}

/** The language that the caller asks for. */
export const AskedLocale = createParamDecorator((_data: unknown, context: ExecutionContext): Locale => {
  return localeOf(context.switchToHttp().getRequest<Request>().headers['accept-language']);
});
