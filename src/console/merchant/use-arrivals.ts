import { useEffect, useRef, useState } from 'react';
import type { CaseItem } from '../api/case';
import { useWords } from '../i18n/locale';
import { areAlertsOn } from './alerts-on';
import { ARRIVAL_WORDS } from './arrival-words';
import { arrivalsIn, type Known } from './arrivals';
import { notify } from './notify';
import { playTone } from './tone';

/** The requests that came last while the page was open, of those that still wait. Each is told once, by sound and notification where those are on. */
export function useArrivals(waiting: readonly CaseItem[] | undefined): readonly CaseItem[] {
  const words = useWords(ARRIVAL_WORDS);
  const known = useRef<Known>(undefined);
  const [latest, setLatest] = useState<readonly CaseItem[]>([]);
  useEffect(() => {
    if (waiting === undefined) return;
    const read = arrivalsIn(waiting, known.current);
    known.current = read.known;
    if (read.arrived.length === 0) return;
    setLatest(read.arrived);
    if (!areAlertsOn()) return;
    playTone();
    for (const { orderId, cancellationId } of read.arrived) notify(words.one(orderId), cancellationId);
  }, [waiting, words]);
  return latest.filter((one) => waiting?.some(({ cancellationId }) => cancellationId === one.cancellationId));
}
