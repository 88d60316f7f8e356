import type { ReactNode } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { SignedIn } from '../sign-in/signed-in';
import { CasePage } from './case-page';
import { InboxPage } from './inbox-page';

/** What a merchant sees: what waits for its decision, and one case of it. */
export default function MerchantPages(): ReactNode {
  return (
    <SignedIn roles={['merchant']}>
      {(session) => (
        <Switch>
          <Route path="/inbox">
            <InboxPage session={session} />
          </Route>
          <Route path="/inbox/:cancellationId">
            {({ cancellationId }) => (
              <CasePage key={cancellationId} session={session} cancellationId={decodeURIComponent(cancellationId)} />
            )}
          </Route>
          <Route>
            <Redirect to="/inbox" replace />
          </Route>
        </Switch>
      )}
    </SignedIn>
  );
}
