import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { browserBinary } from './browser-binary';

const SCREENS = {
  phone: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1280, height: 800 } },
} as const satisfies Record<string, BrowserContextOptions>;

/** The browser says this of every refusal and of every request without a network; pages expect both. */
const EXPECTED =
  /^Failed to load resource: (the server responded with a status of 4\d\d|net::ERR_(INTERNET_DISCONNECTED|NETWORK_CHANGED))/;

export interface VisitWish {
  readonly screen?: keyof typeof SCREENS;
  readonly locale?: 'en' | 'zh';
  readonly colorScheme?: 'light' | 'dark';
}

/** A browser of the test file's own. */
export interface Browsing {
  /** A new visitor: cookies and storage of its own. Paths that its page goes to are of `origin`. */
  readonly visit: (origin: string, wish?: VisitWish) => Promise<Page>;
  /**
   * Ends every visit. @throws Error with whatever their consoles complained of,
   * breaches of the content security policy too.
   */
  readonly endVisits: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A browser without a window. */
export async function startBrowser(): Promise<Browsing> {
  const browser = await chromium.launch(await browserBinary());
  const visits: { readonly context: BrowserContext; readonly faults: string[] }[] = [];
  return {
    visit: async (origin, { screen = 'phone', locale = 'en', colorScheme = 'light' } = {}) => {
      const context = await browser.newContext({
        ...{ baseURL: origin, locale: locale === 'zh' ? 'zh-CN' : 'en-GB', timezoneId: 'UTC' },
        ...{ colorScheme, reducedMotion: 'reduce', ...SCREENS[screen] },
      });
      context.setDefaultTimeout(45_000);
      visits.push({ context, faults: faultsOf(context) });
      return context.newPage();
    },
    endVisits: async () => {
      const ended = visits.splice(0);
      await Promise.all(ended.map(({ context }) => context.close()));
      const faults = ended.flatMap((visit) => visit.faults);
      if (faults.length > 0) throw new Error(`The browser complained:\n${faults.join('\n')}`);
    },
    close: () => browser.close(),
  };
}

function faultsOf(context: BrowserContext): string[] {
  const faults: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.test(message.text())) faults.push(message.text());
  });
  context.on('weberror', (fault) => faults.push(String(fault.error().stack)));
  return faults;
}
