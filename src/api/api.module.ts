import { type DynamicModule, Module, StandardSchemaValidationPipe } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { AccessGuard } from './access/access.guard';
import { IdempotencyInterceptor } from './access/idempotency.interceptor';
import { API_PARTS, type ApiParts } from './api-parts';
import { BalancesController } from './balances/balances.controller';
import { ActsController } from './cancellations/acts.controller';
import { CancellationRequestsController } from './cancellations/cancellation-requests.controller';
import { CancellationRequestsService } from './cancellations/cancellation-requests.service';
import { CancellationsController } from './cancellations/cancellations.controller';
import { CreditNoteController } from './cancellations/credit-note.controller';
import { CreditNoteService } from './cancellations/credit-note.service';
import { CancellationsService } from './cancellations/cancellations.service';
import { DecisionBatchController } from './cancellations/decision-batch.controller';
import { DecisionsService } from './cancellations/decisions.service';
import { EscalationController } from './cancellations/escalation.controller';
import { EscalationService } from './cancellations/escalation.service';
import { ReopeningService } from './cancellations/reopening.service';
import { KEPT_MAILS, KeptMailsController } from './dev/kept-mails.controller';
import { LOCAL_SIGN_IN, LocalSignInController } from './dev/local-sign-in.controller';
import { ClosureProofController } from './closure/closure-proof.controller';
import { DeskController } from './desk/desk.controller';
import { DriftController } from './drift/drift.controller';
import { EventsController } from './events/events.controller';
import { EventsService } from './events/events.service';
import { FeedbackController } from './feedback/feedback.controller';
import { HealthController } from './health/health.controller';
import { LeversController } from './levers/levers.controller';
import { ContactsController } from './mail/contacts.controller';
import { MailsController } from './mail/mails.controller';
import { MerchantListController } from './merchants/merchant-list.controller';
import { MerchantsController } from './merchants/merchants.controller';
import { PayoutDestinationsController } from './payouts/payout-destinations.controller';
import { OffersController } from './offers/offers.controller';
import { OffersService } from './offers/offers.service';
import { OrdersController } from './orders/orders.controller';
import { OrdersService } from './orders/orders.service';
import { LinksController } from './links/links.controller';
import { LinksService } from './links/links.service';
import { PagesController } from './pages/pages.controller';
import { PoliciesController } from './policies/policies.controller';
import { ErrorPagesController } from './problem/error-pages.controller';
import { invalidRequest } from './problem/invalid-request';
import { ProblemFilter } from './problem/problem.filter';
import { GuestCodesController } from './sessions/guest-codes.controller';
import { ProviderSignInController } from './sessions/provider-sign-in.controller';
import { SessionsController } from './sessions/sessions.controller';
import { SessionsService } from './sessions/sessions.service';
import { WebhookDeliveriesController } from './webhook-endpoints/webhook-deliveries.controller';
import { DispatchService } from './dispatch/dispatch.service';
import { WebhookEndpointsController } from './webhook-endpoints/webhook-endpoints.controller';
import { WebhooksController } from './webhooks/webhooks.controller';

@Module({})
export class ApiModule {
  static over(parts: ApiParts): DynamicModule {
    return {
      module: ApiModule,
      controllers: [
        OrdersController,
        MerchantListController,
        MerchantsController,
        PoliciesController,
        BalancesController,
        PayoutDestinationsController,
        CancellationRequestsController,
        // Before what reads one cancellation: `events` is none.
        EventsController,
        CancellationsController,
        ActsController,
        DecisionBatchController,
        OffersController,
        EscalationController,
        CreditNoteController,
        LeversController,
        ClosureProofController,
        FeedbackController,
        DeskController,
        DriftController,
        WebhooksController,
        WebhookEndpointsController,
        WebhookDeliveriesController,
        HealthController,
        ErrorPagesController,
        LinksController,
        SessionsController,
        ProviderSignInController,
        GuestCodesController,
        PagesController,
        ContactsController,
        MailsController,
        ...(parts.localSignIn === undefined ? [] : [LocalSignInController]),
        ...(parts.keptMails === undefined ? [] : [KeptMailsController]),
      ],
      providers: [
        OrdersService,
        CancellationRequestsService,
        CancellationsService,
        EventsService,
        DecisionsService,
        OffersService,
        EscalationService,
        ReopeningService,
        CreditNoteService,
        DispatchService,
        LinksService,
        SessionsService,
        { provide: LOCAL_SIGN_IN, useValue: parts.localSignIn },
        { provide: KEPT_MAILS, useValue: parts.keptMails },
        { provide: API_PARTS, useValue: parts },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: () => new StandardSchemaValidationPipe({ exceptionFactory: invalidRequest }) },
      ],
    };
  }
}
