/** Views of the Temporal Web UI, by the search attributes that every cancellation has. The same lists as the desk's own, where a query can say them. */
const RUNNING = 'WorkflowType="cancelOrder" AND ExecutionStatus="Running"';

export const SAVED_VIEWS = [
  { id: 'human', query: `${RUNNING} AND NeedsHuman=true` },
  { id: 'merchant', query: `${RUNNING} AND WaitingOn="MERCHANT"` },
  { id: 'customer', query: `${RUNNING} AND WaitingOn="CUSTOMER"` },
  { id: 'carrier', query: `${RUNNING} AND WaitingOn="CARRIER"` },
  { id: 'shop', query: `${RUNNING} AND WaitingOn="SHOP"` },
  { id: 'payment', query: `${RUNNING} AND WaitingOn="PAYMENT"` },
  { id: 'failed', query: 'WorkflowType="cancelOrder" AND ExecutionStatus="Failed"' },
  { id: 'repairs', query: 'WorkflowType="repairMoney" AND ExecutionStatus="Running"' },
] as const;

/** The address that shows a view there, and saves it under its name in that browser. */
export function viewUrl(workflowsUrl: string, query: string, name: string): string {
  return `${workflowsUrl}?${new URLSearchParams({ query, savedQuery: name }).toString()}`;
}
