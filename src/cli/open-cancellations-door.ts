import { Client } from '@temporalio/client';
import { fetchHistory } from '../client/fetch-history';
import { createRescind } from '../client/rescind';
import { orRefusal } from '../client/http-door';
import { readSettings } from '../config/settings';
import type { CancellationView } from '../domain/cancellation-view';
import type { AnyLever } from '../domain/lever';
import type { Refusal } from '../domain/refusals';
import type { Runtime } from '../local/runtime-file';
import type { CancellationListItem, TimelineEntry } from '../ports/cancellation-reader';
import type { DriftCase, DriftFilter } from '../sdk/drift-case';
import { createHttpClient } from '../sdk/http-client';
import { RescindHttpError } from '../sdk/rescind-http-error';
import { lazyTemporalConnection } from '../../temporal-config/connection';
import type { CancellationsDoor, CreditNotes } from './cancellations-door';
import { CLI_ACTOR } from './shop-key';

const TIMEOUT_MS = 20_000;

/** There is no such case, or it needs nothing any more. */
export interface DriftRefusal {
  readonly outcome: 'refused';
  readonly code: string;
  readonly detail: string;
}

/** One shop's cancellations over the client, and the connection's end. */
export interface OpenedDoor {
  readonly cancellations: CancellationsDoor;
  readonly drift: (filter: DriftFilter, limit: number) => Promise<readonly DriftCase[]>;
  readonly resolveDrift: (caseId: number, note: string) => Promise<DriftCase | DriftRefusal>;
  readonly close: () => Promise<void>;
}

/** Reaches the cancellations of one shop through the client. Nothing is connected to before the first call. */
export function openCancellationsDoor(runtime: Runtime, { shopId, key }: { shopId: string; key: string }): OpenedDoor {
  const { databaseUrl, temporalAddress, namespace, apiUrl } = runtime;
  const where = { DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: temporalAddress, TEMPORAL_NAMESPACE: namespace };
  const connection = lazyTemporalConnection(readSettings({ ...process.env, ...where }).temporal);
  const api = { url: apiUrl, key };
  const { cancellations } = createRescind({
    connection,
    namespace,
    shopId,
    actor: CLI_ACTOR,
    api,
    timeoutMs: TIMEOUT_MS,
  });
  const http = createHttpClient(api);
  const client = new Client({ connection, namespace });
  return {
    cancellations: {
      quote: cancellations.quote,
      request: (ask, idempotencyKey) => cancellations.request(ask, { idempotencyKey }),
      decide: cancellations.decide,
      makeOffer: cancellations.makeOffer,
      answerOffer: cancellations.answerOffer,
      escalate: cancellations.escalate,
      addEvidence: cancellations.addEvidence,
      arbitrate: (cancellationId, ruling) =>
        orRefusal(http.cancellations.pullLever(cancellationId, 'arbitrate', ruling)),
      withdraw: cancellations.withdraw,
      pull: (cancellationId, lever) => pull(cancellations.levers, cancellationId, lever),
      get: (cancellationId) => orRefusal(cancellations.get(cancellationId)) as Promise<CancellationView | Refusal>,
      timeline: async (cancellationId) => {
        const answer = await orRefusal(http.cancellations.timeline(cancellationId));
        return 'outcome' in answer ? answer : (answer.entries as TimelineEntry[]);
      },
      history: (cancellationId) => fetchHistory(client, { shopId, cancellationId, timeoutMs: TIMEOUT_MS }),
      list: async (filter, limit) => {
        const items: CancellationListItem[] = [];
        for await (const item of cancellations.list({ ...filter, limit: Math.min(limit, 100) })) {
          items.push(item as CancellationListItem);
          if (items.length >= limit) break;
        }
        return items;
      },
      creditNotes: (cancellationId) =>
        orRefusal(http.cancellations.creditNotes(cancellationId)) as Promise<CreditNotes | Refusal>,
    },
    drift: async (filter, limit) => {
      const items: DriftCase[] = [];
      for await (const item of http.drift.list({ ...filter, limit: Math.min(limit, 100) })) {
        items.push(item);
        if (items.length >= limit) break;
      }
      return items;
    },
    resolveDrift: async (caseId, note) => {
      try {
        return await http.drift.resolve(caseId, note);
      } catch (error) {
        if (!(error instanceof RescindHttpError) || ![404, 409].includes(error.status)) throw error;
        return { outcome: 'refused', code: error.code, detail: error.problem.detail ?? '' };
      }
    },
    close: () => connection.close(),
  };
}

function pull(
  levers: ReturnType<typeof createRescind>['cancellations']['levers'],
  cancellationId: string,
  lever: AnyLever,
): ReturnType<CancellationsDoor['pull']> {
  switch (lever.kind) {
    case 'retryStep':
      return levers.retryStep(cancellationId);
    case 'retryRefund':
      return levers.retryRefund(cancellationId, lever);
    case 'recordManualRefund':
      return levers.recordManualRefund(cancellationId, lever);
    case 'chooseAlternateRoute':
      return levers.chooseAlternateRoute(cancellationId, lever);
    case 'approveRoute':
      return levers.approveRoute(cancellationId, lever);
    case 'resolveInterception':
      return levers.resolveInterception(cancellationId, lever);
    case 'recordReturn':
      return levers.recordReturn(cancellationId, lever);
    case 'arbitrate':
      return levers.arbitrate(cancellationId, lever);
    case 'extendDeadline':
      return levers.extendDeadline(cancellationId, lever);
    case 'reopen':
      return levers.reopen(cancellationId, lever);
    case 'approveReopening':
      return levers.approveReopening(cancellationId, lever);
  }
}
