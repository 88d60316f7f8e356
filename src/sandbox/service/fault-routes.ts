import { answer } from './answer';
import { readAs } from './bad-request';
import { faultSchema, type FaultScope } from './fault';
import type { FaultRules } from './fault-rules';
import type { Route } from './route';

/** `PUT`, `GET` and `DELETE /faults`. */
export function faultRoutes(faults: FaultRules, scope: FaultScope): readonly Route[] {
  const schema = faultSchema(scope);
  const listed = () => answer(200, { faults: faults.list() });
  return [
    {
      method: 'PUT',
      path: '/faults',
      handle: ({ body }) => {
        faults.put(readAs(schema, body));
        return listed();
      },
    },
    { method: 'GET', path: '/faults', handle: listed },
    {
      method: 'DELETE',
      path: '/faults',
      handle: () => {
        faults.clear();
        return listed();
      },
    },
  ];
}
