import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { SESSION } from '../../api/session';
import { AskForCode, type Sought } from './ask-for-code';
import { CodeForm } from './code-form';
import { keepShop, keptShop } from './kept-shop';

interface Props {
  readonly shopId?: string | undefined;
  readonly orderId?: string | undefined;
  readonly onFound?: (orderId: string) => void;
}

/** Two steps: for what order a code is wanted, then the code. What was typed stays when one goes back. */
export function FindForm({ shopId, orderId = '', onFound }: Props): ReactNode {
  const client = useQueryClient();
  const [sought, setSought] = useState<Sought>({ shopId: shopId ?? keptShop(), orderId, email: '' });
  const [isSent, setSent] = useState(false);
  if (!isSent) {
    return (
      <AskForCode
        sought={sought}
        isShopKnown={shopId !== undefined}
        onChange={setSought}
        onSent={() => {
          keepShop(sought.shopId);
          setSent(true);
        }}
      />
    );
  }
  return (
    <CodeForm
      sought={sought}
      onBack={() => setSent(false)}
      onSignedIn={(session) => {
        client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] });
        client.setQueryData(SESSION, session);
        onFound?.(sought.orderId);
      }}
    />
  );
}
