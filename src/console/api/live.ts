import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** How often to ask where no stream tells of changes, ms. */
const POLL_MS = 15_000;

/** How long to leave a stream that was refused alone, ms. */
const REOPEN_MS = 30_000;

interface Live {
  readonly path: string | undefined;
  /** What is read anew. */
  readonly queryKey: QueryKey;
  /** Also while nobody sees the page: for whoever wants to be alerted then. */
  readonly evenHidden?: boolean;
}

/**
 * Reads `queryKey` anew whenever the stream at `path` says that something changed. It stands still while the page is hidden, unless told otherwise, and
 * catches up when it is seen. Gives the `refetchInterval` of these queries: false while the stream is open, 15 s while it isn't, so that a page without a stream still follows.
 */
export function useLive({ path, queryKey, evenHidden = false }: Live): number | false {
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const key = JSON.stringify(queryKey);
  useEffect(() => {
    if (path === undefined) return undefined;
    const refresh = () => void client.invalidateQueries({ queryKey: JSON.parse(key) as QueryKey });
    return follow(path, { refresh, setOpen, evenHidden });
  }, [client, key, path, evenHidden]);
  return isOpen ? false : POLL_MS;
}

interface Follower {
  readonly refresh: () => void;
  readonly setOpen: (isOpen: boolean) => void;
  readonly evenHidden: boolean;
}

/** Follows a stream until the function that it returns is called. */
function follow(path: string, { refresh, setOpen, evenHidden }: Follower): () => void {
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
    if (evenHidden) return;
    if (document.hidden) close();
    else {
      missed = true;
      open();
    }
  };
  document.addEventListener('visibilitychange', onVisible);
  if (evenHidden || !document.hidden) open();
  return () => {
    document.removeEventListener('visibilitychange', onVisible);
    close();
  };
}
