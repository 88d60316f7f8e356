import { Inject, Injectable } from '@nestjs/common';
import { requestHashOf } from '../../client/request-hash';
import { approvalBy } from '../../domain/approval';
import { eligibility } from '../../domain/eligibility';
import type { Locale } from '../../domain/explain/wording';
import { merchantsOf } from '../../domain/order-merchants';
import { policyOf } from '../../domain/policy-snapshot';
import { quoteOrder } from '../../domain/quote-order';
import { faultOf } from '../../domain/reasons';
import { refused } from '../../domain/refusals';
import type { OrderRef } from '../../ports/order-book';
import { API_PARTS, type ApiParts } from '../api-parts';
import { quoteBodyOf } from '../cancellations/quote-body';
import type { QuoteAnswer, QuoteBody } from '../cancellations/request.schemas';
import { orKeysMissing } from '../links/or-keys-missing';
import { orProblem, Problem, problemOf } from '../problem/problem';
import { newOrderOf, orderViewOf } from './order-view';
import type { OrderView, PutOrderAnswer } from './order.schemas';
import type { PutOrderBody } from './put-order.schemas';

@Injectable()
export class OrdersService {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  async put({ shopId, orderId }: OrderRef, body: PutOrderBody, locale: Locale): Promise<PutOrderAnswer> {
    const { contact } = body;
    const { contacts } = this.parts;
    if (contact !== undefined && !contacts.canStore) throw new Problem('DATA_KEYS_MISSING');
    const { outcome, order } = orProblem(await this.parts.orders.putOrder(shopId, newOrderOf(orderId, body)));
    if (contact !== undefined) await contacts.putOfOrder({ shopId, orderId }, contact);
    return { outcome, order: orderViewOf(order, locale) };
  }

  async read(ref: OrderRef, locale: Locale): Promise<OrderView> {
    const order = await this.parts.orders.readOrder(ref);
    if (order === undefined) throw problemOf(refused('ORDER_NOT_FOUND'));
    return orderViewOf(order, locale);
  }

  /** What a request would get, by the rules that the request itself goes by; nothing is held by it. */
  async quote(ref: OrderRef, ask: QuoteBody): Promise<QuoteAnswer> {
    const basis = await this.parts.orders.readQuoteBasis(ref);
    if (basis === undefined) throw problemOf(refused('ORDER_NOT_FOUND'));
    const { order, policies, feesKept } = basis;
    const { reason, initiator } = ask;
    const now = this.parts.clock();
    const { units } = orProblem(eligibility({ ...basis, ...ask, now }));
    const { arrivalDays, inBusinessDays } = this.parts;
    const fault = faultOf(reason);
    const quote = quoteOrder({ order, units, policies, fault, now, initiator, feesKept, arrivalDays, inBusinessDays });
    const approval = merchantsOf(units).map((merchantId) => {
      const policy = policyOf(policies, merchantId);
      return { merchantId, ...approvalBy({ policy, order, reason, initiator, now }) };
    });
    const { selection } = ask;
    const requestHash = requestHashOf({ ...ref, selection, reason, initiator });
    const { quoteToken, expiresAt } = orKeysMissing(() => this.parts.quoteTokens.sign({ ...ref, requestHash }, quote));
    const isStatutory = approval.length > 0 && approval.every(({ why }) => why === 'STATUTORY');
    return {
      outcome: 'allowed',
      quote: quoteBodyOf(quote),
      quoteToken,
      expiresAt: expiresAt.toISOString(),
      approval: approval.map(({ merchantId, by }) => ({ merchantId, by })),
      ...(isStatutory ? { statutory: true } : {}),
    };
  }
}
