import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { PayoutDestination, PayoutDestinationRequest } from '../../sdk/generated/api-types';
import { call } from '../api/call';
import { destinationsKey, destinationsPath } from './destinations';

/**
 * Records where money may go. An account number stays in its input alone: it is read from there when it is sent, and no state, no cache and no key of
 * a repetition holds it. What is sent again unchanged is the same write; `renew` is for whatever was changed.
 */
export function useAddDestination(
  orderId: string,
  { read, onDone }: { readonly read: () => PayoutDestinationRequest; readonly onDone: () => void },
) {
  const client = useQueryClient();
  const key = useRef<string>(undefined);
  const renew = () => {
    key.current = undefined;
  };
  const add = useMutation<PayoutDestination>({
    networkMode: 'always',
    mutationFn: () => {
      key.current ??= crypto.randomUUID();
      return call(destinationsPath(orderId), { method: 'POST', body: read(), idempotencyKey: key.current });
    },
    onSuccess: () => {
      renew();
      onDone();
      void client.invalidateQueries({ queryKey: destinationsKey(orderId) });
    },
  });
  return { add, renew };
}
