/** An order's route. */
export function orderPath(orderId: string): string {
  return `/v1/orders/${encodeURIComponent(orderId)}`;
}

/** A cancellation's route. */
export function cancellationPath(cancellationId: string): string {
  return `/v1/cancellations/${encodeURIComponent(cancellationId)}`;
}
