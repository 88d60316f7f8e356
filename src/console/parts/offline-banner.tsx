import { onlineManager } from '@tanstack/react-query';
import { type ReactNode, useSyncExternalStore } from 'react';
import { useWords } from '../i18n/locale';

const WORDS = {
  en: 'No connection. You see what was last known; it goes on by itself once the network is back.',
  zh: '网络已断开。当前显示的是最后一次获取的内容，恢复联网后会自动继续。',
};

/** Says that the network is away, and that what is seen is from before. */
export function OfflineBanner(): ReactNode {
  const words = useWords(WORDS);
  const online = useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
  );
  return (
    <div role="status">
      {online ? null : (
        <p className="bg-amber-100 px-4 py-2 text-amber-950 dark:bg-amber-900 dark:text-amber-50">{words}</p>
      )}
    </div>
  );
}
