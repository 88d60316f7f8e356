import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { TemporalWorkers } from './temporal-workers';

/** Is the process up, and does it take work? */
@Controller('health')
export class HealthController {
  constructor(private readonly workers: TemporalWorkers) {}

  @Get('live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('ready')
  ready(): { status: 'ready' } {
    if (!this.workers.isReady()) throw new ServiceUnavailableException('A worker does not poll');
    return { status: 'ready' };
  }
}
