import { defaultGrpcRetryOptions, makeGrpcRetryInterceptor, type ConnectionOptions } from '@temporalio/client';

type Interceptor = NonNullable<ConnectionOptions['interceptors']>[number];
type NextCall = Parameters<Interceptor>[1];
type Call = ReturnType<NextCall>;
type Status = Parameters<NonNullable<NonNullable<Parameters<Call['start']>[1]>['onReceiveStatus']>>[0];

const GRPC_CANCELLED = 1;

/**
 * The SDK's own retries, but safe to close under: its retry timer outlives `Connection.close()` and would then throw
 * "Channel has been shut down" outside of any call. Here such a call ends with the status CANCELLED.
 */
export function retriesThatEndOnClose(): Interceptor[] {
  return [makeGrpcRetryInterceptor(defaultGrpcRetryOptions()), endInsteadOfThrowing as Interceptor];
}

function endInsteadOfThrowing(options: Parameters<NextCall>[0], nextCall: NextCall): Call {
  try {
    return nextCall(options);
  } catch (error) {
    return endedCall(error instanceof Error ? error.message : 'The connection is closed');
  }
}

function statusOf(rest: Omit<Status, 'code'>): Status {
  const code: unknown = GRPC_CANCELLED;
  return { ...rest, code: code as Status['code'] };
}

/** A call that ends as soon as it starts; there is nobody that anything else could be said to. */
function endedCall(details: string): Call {
  const ignore = () => undefined;
  return {
    start: (metadata, listener) => listener?.onReceiveStatus?.(statusOf({ details, metadata })),
    getPeer: () => 'closed',
    getAuthContext: () => null,
    cancelWithStatus: ignore,
    sendMessage: ignore,
    sendMessageWithContext: ignore,
    startRead: ignore,
    halfClose: ignore,
  };
}
