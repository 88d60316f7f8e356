import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { SESSION, signOut } from '../api/session';
import { useWords } from '../i18n/locale';
import { Button } from '../parts/button';

/** Ends the session, and forgets what was read in it. */
export function SignOut(): ReactNode {
  const words = useWords({ en: 'Sign out', zh: '退出' });
  const client = useQueryClient();
  const [, go] = useLocation();
  const leave = useMutation({
    networkMode: 'always',
    mutationFn: signOut,
    onSuccess: () => {
      client.clear();
      client.setQueryData(SESSION, null);
      go('/sign-in', { replace: true });
    },
  });
  return (
    <Button kind="quiet" busy={leave.isPending} onClick={() => leave.mutate()}>
      {words}
    </Button>
  );
}
