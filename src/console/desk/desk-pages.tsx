import type { ReactNode } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { SignedIn } from '../sign-in/signed-in';
import { DeskCasePage } from './desk-case-page';
import { DeskPage } from './desk-page';
import { DriftPage } from './drift-page';
import { MerchantPage } from './merchant-page';
import { MerchantsPage } from './merchants-page';
import { ViewsPage } from './views-page';

/** What support sees and does; an auditor sees the same and does nothing. */
export default function DeskPages(): ReactNode {
  return (
    <SignedIn roles={['support', 'supervisor', 'operator', 'auditor']}>
      {(session) => (
        <Switch>
          <Route path="/desk">
            <DeskPage />
          </Route>
          <Route path="/desk/drift">
            <DriftPage session={session} />
          </Route>
          <Route path="/desk/views">
            <ViewsPage />
          </Route>
          <Route path="/desk/merchants">
            <MerchantsPage />
          </Route>
          <Route path="/desk/merchants/:merchantId">
            {({ merchantId }) => <MerchantPage session={session} merchantId={decodeURIComponent(merchantId)} />}
          </Route>
          <Route path="/desk/c/:cancellationId">
            {({ cancellationId }) => (
              <DeskCasePage
                key={cancellationId}
                session={session}
                cancellationId={decodeURIComponent(cancellationId)}
              />
            )}
          </Route>
          <Route>
            <Redirect to="/desk" replace />
          </Route>
        </Switch>
      )}
    </SignedIn>
  );
}
