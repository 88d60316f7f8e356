import { heartbeat } from '@temporalio/activity';

const EVERY_MS = 1_000;

/**
 * Heartbeats once a second while a call to the outside lasts, so that a cancellation reaches it and a dead worker is
 * noticed. The first after one second: most calls are over by then and cost none.
 */
export async function withHeartbeat<T>(call: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => {
    heartbeat();
  }, EVERY_MS);
  try {
    return await call();
  } finally {
    clearInterval(timer);
  }
}
