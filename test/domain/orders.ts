import type { Capture, Order, OrderLine, OrderUnit, Shipment, Tender } from '../../src/domain/order';
import type { Policy } from '../../src/domain/policy';
import { DEFAULT_POLICY } from '../../src/domain/policy-snapshot';

const PLACED_AT = new Date('2026-03-02T10:00:00Z');

/** An instant so many minutes after the test order was placed. */
export function minutesLater(minutes: number): Date {
  return new Date(PLACED_AT.getTime() + minutes * 60_000);
}

export function aLine(fields: Partial<OrderLine> = {}): OrderLine {
  return {
    lineId: 'L1',
    merchantId: 'M1',
    sku: 'SKU-1',
    location: 'W1',
    quantity: 1,
    unitPrice: 10_000,
    discount: 0,
    tax: 0,
    shipping: 0,
    cancellable: true,
    ...fields,
  };
}

export function aUnit(fields: Partial<OrderUnit> = {}): OrderUnit {
  return {
    unitId: 'L1/1',
    lineId: 'L1',
    merchantId: 'M1',
    sku: 'SKU-1',
    location: 'W1',
    state: 'ACTIVE',
    cancellable: true,
    price: 10_000,
    tax: 0,
    shipping: 0,
    ...fields,
  };
}

export function aCapture(fields: Partial<Capture> = {}): Capture {
  return {
    captureId: 'C1',
    amount: 10_000,
    committed: 0,
    external: 0,
    disputed: 0,
    capturedAt: PLACED_AT,
    ...fields,
  };
}

export function aTender(fields: Partial<Tender> = {}): Tender {
  return {
    tenderId: 'T1',
    kind: 'CARD',
    channel: 'card',
    currency: 'EUR',
    sequence: 1,
    captures: [aCapture()],
    authorizations: [],
    ...fields,
  };
}

export function anOrder(fields: Partial<Order> = {}): Order {
  return {
    shopId: 'S1',
    orderId: 'O1',
    version: 1,
    currency: 'EUR',
    placedAt: PLACED_AT,
    state: 'OPEN',
    refund: 'NONE',
    accountBlocked: false,
    units: [aUnit()],
    adjustment: 0,
    tenders: [aTender()],
    shipments: [],
    ...fields,
  };
}

export function aShipment(fields: Partial<Shipment> = {}): Shipment {
  return {
    shipmentId: 'P1',
    carrier: 'carrier',
    trackingRef: 'TR1',
    state: 'LABELED',
    unitIds: ['L1/1'],
    ...fields,
  };
}

/** Policies by merchant id, each the default with changes. */
export function policies(changes: Readonly<Record<string, Partial<Policy>>> = { M1: {} }): Map<string, Policy> {
  return new Map(Object.entries(changes).map(([id, change]) => [id, { ...DEFAULT_POLICY, policyId: id, ...change }]));
}
