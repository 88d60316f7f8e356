import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Dispatcher } from '../../ports/dispatcher';
import { API_PARTS, type ApiParts } from '../api-parts';

/**
 * Sends outgoing webhooks and mails for as long as the API runs; its end waits until what is
 * under way was written down or given back.
 */
@Injectable()
export class DispatchService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Dispatch');
  private readonly dispatchers: readonly (readonly [string, Dispatcher])[];
  private readonly lastFaults = new Map<string, string>();
  private isStarted = false;

  constructor(@Inject(API_PARTS) { webhookDispatcher, mailDispatcher }: ApiParts) {
    this.dispatchers = [
      ['Outgoing webhooks', webhookDispatcher],
      ...(mailDispatcher === undefined ? [] : [['Mails', mailDispatcher] as const]),
    ];
  }

  onApplicationBootstrap(): void {
    this.isStarted = true;
    for (const [name, dispatcher] of this.dispatchers) dispatcher.start((fault) => this.report(name, fault));
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.isStarted) await Promise.all(this.dispatchers.map(([, dispatcher]) => dispatcher.stop()));
  }

  /** The same fault again and again is one line. What a database's error says besides its message may hold values. */
  private report(name: string, fault: unknown): void {
    const { code, message } = (fault ?? {}) as { code?: unknown; message?: unknown };
    const known = [code, message].filter((part) => typeof part === 'string' && part !== '');
    const text = known.join(' ') || 'unknown fault';
    if (text !== this.lastFaults.get(name)) this.logger.error(`${name} wait: ${text}`);
    this.lastFaults.set(name, text);
  }
}
