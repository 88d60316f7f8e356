import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** How often to ask where no stream tells of changes, ms. */
const POLL_MS = 15_000;

/** How long to leave a stream that was refused alone, ms. */
const REOPEN_MS = 30_000;

/**
 * Reads `queryKey` anew whenever the stream at `path` says that something changed. It stands still while the page is hidden, and catches up when it is seen.
 * Gives the `refetchInterval` of these queries: false while the stream is open, 15 s while it isn't, so that a page without a stream still follows.
 */
export function useLive(path: string | undefined, queryKey: QueryKey): number | false {
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const key = JSON.stringify(queryKey);
  useEffect(() => {
    if (path === undefined) return undefined;
    const refresh = () => void client.invalidateQueries({ queryKey: JSON.parse(key) as QueryKey });
    return follow(path, { refresh, setOpen });
  }, [client, key, path]);
  return isOpen ? false : POLL_MS;
}

interface Follower {
  readonly refresh: () => void;
  readonly setOpen: (isOpen: boolean) => void;
}

/** Follows a stream until the function that it returns is called. */
function follow(path: string, { refresh, setOpen }: Follower): () => void {
  let stream: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let missed = false;
  const close = () => {
    clearTimeout(again);
    stream?.close();
    stream = undefined;
    setOpen(false);
  };
  const open = () => {
    close();
    stream = new EventSource(path);
    stream.addEventListener('changed', refresh);
    stream.onopen = () => {
      setOpen(true);
      if (missed) refresh();
      missed = false;
    };
    stream.onerror = () => {
      setOpen(false);
      missed = true;
      // A stream that broke opens itself again; one that was refused does not.
      if (stream?.readyState === EventSource.CLOSED) again = setTimeout(open, REOPEN_MS);
    };
  };
  const onVisible = () => {
    if (document.hidden) close();
    else {
      missed = true;
      open();
    }
  };
  document.addEventListener('visibilitychange', onVisible);
  if (!document.hidden) open();
  return () => {
    document.removeEventListener('visibilitychange', onVisible);
    close();
  };
}
