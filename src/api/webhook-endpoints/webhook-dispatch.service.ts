import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { API_PARTS, type ApiParts } from '../api-parts';

/** Sends outgoing webhooks for as long as the API runs; its end waits until what is under way was written down or given back. */
@Injectable()
export class WebhookDispatchService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Webhooks');
  private isStarted = false;
  private lastFault = '';

  constructor(@Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'webhookDispatcher'>) {}

  onApplicationBootstrap(): void {
    this.isStarted = true;
    this.parts.webhookDispatcher.start((fault) => this.report(fault));
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.isStarted) await this.parts.webhookDispatcher.stop();
  }

  /** The same fault again and again is one line. What a database's error says besides its message may hold values. */
  private report(fault: unknown): void {
    const { code, message } = (fault ?? {}) as { code?: unknown; message?: unknown };
    const known = [code, message].filter((part) => typeof part === 'string' && part !== '');
    const text = known.join(' ') || 'unknown fault';
    if (text !== this.lastFault) this.logger.error(`Outgoing webhooks wait: ${text}`);
    this.lastFault = text;
  }
}
