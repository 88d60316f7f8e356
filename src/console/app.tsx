import { lazy, type ReactNode, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { Waiting } from './parts/waiting';
import { OpenLink } from './sign-in/open-link';
import { SignIn } from './sign-in/sign-in';

// Each kind of reader loads its own pages only.
const CustomerPages = lazy(() => import('./customer/customer-pages'));
const MerchantPages = lazy(() => import('./merchant/merchant-pages'));
const DeskPages = lazy(() => import('./desk/desk-pages'));
const PolicyPage = lazy(() => import('./policy/policy-page'));

/** Which page is at which address. */
export function App(): ReactNode {
  return (
    <Suspense fallback={<Waiting />}>
      <Switch>
        <Route path="/open" component={OpenLink} />
        <Route path="/sign-in" component={SignIn} />
        <Route path="/policy/:merchantId" component={PolicyPage} />
        <Route path="/inbox/*?" component={MerchantPages} />
        <Route path="/desk/*?" component={DeskPages} />
        <Route path="/order/*?" component={CustomerPages} />
        <Route path="/c/*?" component={CustomerPages} />
        <Route path="/find/*?" component={CustomerPages} />
        <Route>
          <Redirect to="/sign-in" replace />
        </Route>
      </Switch>
    </Suspense>
  );
}
