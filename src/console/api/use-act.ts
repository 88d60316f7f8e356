import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useRef } from 'react';
import { call } from './call';
import { ApiProblem } from './problem';

interface Act<Answer> {
  readonly path: string;
  /** DELETE says all by its path. */
  readonly method?: 'POST' | 'DELETE';
  /** What is read anew afterwards, also after a refusal: the page may be older than what it asked for. */
  readonly changes: QueryKey;
  readonly onDone?: (answer: Answer) => void;
}

/**
 * A write. Pressed again after the network was away it is the same write, under the same key; after a refusal, or with
 * other content, it is another.
 */
export function useAct<Body extends object, Answer>({ path, method = 'POST', changes, onDone }: Act<Answer>) {
  const client = useQueryClient();
  const meant = useRef<{ readonly text: string; readonly key: string }>(undefined);
  return useMutation<Answer, Error, Body>({
    networkMode: 'always',
    mutationFn: async (body) => {
      const text = JSON.stringify([path, body]);
      if (meant.current?.text !== text) meant.current = { text, key: crypto.randomUUID() };
      const sent = method === 'DELETE' ? {} : { body };
      return call<Answer>(path, { method, ...sent, idempotencyKey: meant.current.key });
    },
    onSuccess: (answer) => {
      meant.current = undefined;
      onDone?.(answer);
    },
    onError: (problem) => {
      const mayPass = problem instanceof ApiProblem && (problem.isOffline || problem.body.status >= 500);
      if (!mayPass) meant.current = undefined;
    },
    onSettled: () => void client.invalidateQueries({ queryKey: changes }),
  });
}
