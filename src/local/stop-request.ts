/** The wish to stop, as a signal and as something to wait for. */
export interface StopRequest extends Disposable {
  readonly signal: AbortSignal;
  /** Settles with the name of the first signal. */
  readonly requested: Promise<NodeJS.Signals>;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Listens for Ctrl-C, a request to terminate, and the terminal going away. Further signals are ignored: npm passes on
 * each Ctrl-C that the terminal has already sent to us, and stopping has its own time limit.
 */
export function listenForStop(): StopRequest {
  const controller = new AbortController();
  let settle: (signal: NodeJS.Signals) => void = () => undefined;
  const requested = new Promise<NodeJS.Signals>((resolve) => {
    settle = resolve;
  });
  const onSignal = (signal: NodeJS.Signals) => {
    controller.abort();
    settle(signal);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    signal: controller.signal,
    requested,
    [Symbol.dispose]: () => {
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}
