import { type ReactNode, useState } from 'react';
import { useWords } from '../i18n/locale';
import { Button } from '../parts/button';
import { switchAlerts } from './alerts-on';
import { mayNotify } from './notify';
import { playTone } from './tone';

const WORDS = {
  en: {
    on: 'Alert me to new requests',
    off: 'Stop alerting me',
    both: 'New requests are told by a tone, as you just heard, and a notification.',
    tone: 'New requests are told by a tone, as you just heard. Your browser shows no notifications of this page.',
    none: 'New requests are told on this page alone.',
  },
  zh: {
    on: '有新申请时提醒我',
    off: '停止提醒',
    both: '有新申请时将以提示音（如刚才所示）和通知提醒您。',
    tone: '有新申请时将以提示音（如刚才所示）提醒您。浏览器未允许本页面显示通知。',
    none: '新申请仅在本页面上提示。',
  },
};

interface Props {
  readonly isOn: boolean;
  readonly onSwitch: (on: boolean) => void;
}

/** Switches sound and notification on and off; only then the browser asks whether it may. */
export function AlertsSwitch({ isOn, onSwitch }: Props): ReactNode {
  const words = useWords(WORDS);
  const [said, setSaid] = useState<'both' | 'tone' | 'none'>();
  const turn = async (on: boolean) => {
    switchAlerts(on);
    onSwitch(on);
    if (on) playTone();
    setSaid(!on ? 'none' : (await mayNotify()) ? 'both' : 'tone');
  };
  return (
    <>
      <Button kind="quiet" onClick={() => void turn(!isOn)}>
        {isOn ? words.off : words.on}
      </Button>
      <p role="status" className="order-last basis-full text-sm">
        {said === undefined ? null : words[said]}
      </p>
    </>
  );
}
