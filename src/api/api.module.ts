import { type DynamicModule, Module, StandardSchemaValidationPipe } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { AccessGuard } from './access/access.guard';
import { API_PARTS, type ApiParts } from './api-parts';
import { BalancesController } from './balances/balances.controller';
import { ActsController } from './cancellations/acts.controller';
import { CancellationRequestsController } from './cancellations/cancellation-requests.controller';
import { CancellationRequestsService } from './cancellations/cancellation-requests.service';
import { CancellationsController } from './cancellations/cancellations.controller';
import { CreditNoteController } from './cancellations/credit-note.controller';
import { CreditNoteService } from './cancellations/credit-note.service';
import { CancellationsService } from './cancellations/cancellations.service';
import { LOCAL_SIGN_IN, LocalSignInController } from './dev/local-sign-in.controller';
import { DriftController } from './drift/drift.controller';
import { HealthController } from './health/health.controller';
import { MerchantsController } from './merchants/merchants.controller';
import { PayoutDestinationsController } from './payouts/payout-destinations.controller';
import { OrdersController } from './orders/orders.controller';
import { OrdersService } from './orders/orders.service';
import { LinksController } from './links/links.controller';
import { LinksService } from './links/links.service';
import { ErrorPagesController } from './problem/error-pages.controller';
import { invalidRequest } from './problem/invalid-request';
import { ProblemFilter } from './problem/problem.filter';
import { WebhookDeliveriesController } from './webhook-endpoints/webhook-deliveries.controller';
import { WebhookDispatchService } from './webhook-endpoints/webhook-dispatch.service';
import { WebhookEndpointsController } from './webhook-endpoints/webhook-endpoints.controller';
import { WebhooksController } from './webhooks/webhooks.controller';

@Module({})
export class ApiModule {
  static over(parts: ApiParts): DynamicModule {
    return {
      module: ApiModule,
      controllers: [
        OrdersController,
        MerchantsController,
        BalancesController,
        PayoutDestinationsController,
        CancellationRequestsController,
        CancellationsController,
        ActsController,
        CreditNoteController,
        DriftController,
        WebhooksController,
        WebhookEndpointsController,
        WebhookDeliveriesController,
        HealthController,
        ErrorPagesController,
        LinksController,
        ...(parts.localSignIn === undefined ? [] : [LocalSignInController]),
      ],
      providers: [
        OrdersService,
        CancellationRequestsService,
        CancellationsService,
        CreditNoteService,
        WebhookDispatchService,
        LinksService,
        { provide: LOCAL_SIGN_IN, useValue: parts.localSignIn },
        { provide: API_PARTS, useValue: parts },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: () => new StandardSchemaValidationPipe({ exceptionFactory: invalidRequest }) },
      ],
    };
  }
}
