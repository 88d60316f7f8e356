import { type ReactNode, useState } from 'react';
import { useWords } from '../i18n/locale';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { areKeysOn, switchKeys } from './keys-on';

const WORDS = {
  en: {
    open: 'Keyboard',
    title: 'Keys',
    on: 'Single keys are on',
    close: 'Close',
    keys: [
      ['J', 'Next request'],
      ['K', 'Previous request'],
      ['Enter', 'Open it'],
      ['A', 'Approve it (asks first)'],
      ['R', 'Reject it (asks first)'],
      ['X', 'Select it, or not'],
    ],
  },
  zh: {
    open: '键盘',
    title: '快捷键',
    on: '启用单键快捷键',
    close: '关闭',
    keys: [
      ['J', '下一个申请'],
      ['K', '上一个申请'],
      ['Enter', '打开'],
      ['A', '同意（先确认）'],
      ['R', '拒绝（先确认）'],
      ['X', '选择或取消选择'],
    ],
  },
} as const;

/** Which keys there are, and how to have none. */
export function KeysHelp(): ReactNode {
  const words = useWords<(typeof WORDS)['en' | 'zh']>(WORDS);
  const [isOpen, setOpen] = useState(false);
  const [isOn, setOn] = useState(areKeysOn);
  return (
    <>
      <Button kind="quiet" className="hidden md:block" onClick={() => setOpen(true)}>
        {words.open}
      </Button>
      <Dialog title={words.title} open={isOpen} onClose={() => setOpen(false)}>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
          {words.keys.map(([key, text]) => (
            <div key={key} className="contents">
              <dt>
                <kbd className="rounded border border-stone-500 px-2 font-mono">{key}</kbd>
              </dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        <label className="my-3 flex min-h-11 items-center gap-2">
          <input
            type="checkbox"
            className="size-5"
            checked={isOn}
            onChange={({ target }) => {
              switchKeys(target.checked);
              setOn(target.checked);
            }}
          />
          {words.on}
        </label>
        <Button onClick={() => setOpen(false)}>{words.close}</Button>
      </Dialog>
    </>
  );
}
