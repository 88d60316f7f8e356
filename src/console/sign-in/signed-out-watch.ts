import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ApiProblem } from '../api/problem';
import { SESSION } from '../api/session';

/** Where one of these problems says that the session is over, asks who is signed in: the page then lets one in anew, under the same address. */
export function useSignedOutWatch(...problems: readonly unknown[]): void {
  const client = useQueryClient();
  const isOver = problems.some((problem) => problem instanceof ApiProblem && problem.body.status === 401);
  useEffect(() => {
    if (isOver) void client.resetQueries({ queryKey: SESSION });
  }, [client, isOver]);
}
