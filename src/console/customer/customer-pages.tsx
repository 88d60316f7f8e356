import type { ReactNode } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { CancelSteps } from './cancel/cancel-steps';
import { CustomerOnly } from './customer-only';
import { FindPage } from './find/find-page';
import { OrderPage } from './order/order-page';
import { TrackerPage } from './tracker/tracker-page';

/** What a customer sees: the order, the way through a request, its tracker, and the way in without a link. */
export default function CustomerPages(): ReactNode {
  return (
    <Switch>
      <Route path="/find/:shopId?">{({ shopId }) => <FindPage shopId={shopId} />}</Route>
      <Route path="/order/:orderId">
        {({ orderId }) => (
          <CustomerOnly orderId={orderId}>
            {(session) => <OrderPage key={orderId} orderId={orderId} session={session} />}
          </CustomerOnly>
        )}
      </Route>
      <Route path="/order/:orderId/cancel/:step">
        {({ orderId, step }) => (
          <CustomerOnly orderId={orderId}>
            {(session) => <CancelSteps key={orderId} orderId={orderId} step={step} session={session} />}
          </CustomerOnly>
        )}
      </Route>
      <Route path="/c/:cancellationId">
        {({ cancellationId }) => (
          <CustomerOnly orderId={cancellationId.split('.')[0]}>
            {(session) => <TrackerPage key={cancellationId} cancellationId={cancellationId} session={session} />}
          </CustomerOnly>
        )}
      </Route>
      <Route>
        <Redirect to="/find" replace />
      </Route>
    </Switch>
  );
}
