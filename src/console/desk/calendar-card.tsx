import type { ReactNode } from 'react';
import type { MerchantCalendar } from '../../sdk/generated/api-types';
import { day } from '../format/time';
import { useSpeech, useWords } from '../i18n/locale';
import { Card } from '../parts/card';

const WORDS = {
  en: {
    title: 'Business hours',
    always: 'Always at work.',
    zone: (zone: string) => `Clock of ${zone}`,
    day: 'Day',
    hours: 'Hours',
    closed: 'closed',
    holidays: 'Closed on',
    days: {
      monday: 'Monday',
      tuesday: 'Tuesday',
      wednesday: 'Wednesday',
      thursday: 'Thursday',
      friday: 'Friday',
      saturday: 'Saturday',
      sunday: 'Sunday',
    },
  },
  zh: {
    title: '营业时间',
    always: '全天营业。',
    zone: (zone: string) => `时区 ${zone}`,
    day: '日期',
    hours: '时间',
    closed: '休息',
    holidays: '休息日',
    days: {
      monday: '周一',
      tuesday: '周二',
      wednesday: '周三',
      thursday: '周四',
      friday: '周五',
      saturday: '周六',
      sunday: '周日',
    },
  },
};

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** When a merchant is at work, by the wall clock there. */
export function CalendarCard({ calendar }: { readonly calendar: MerchantCalendar | null }): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  if (calendar === null) return <Card title={words.title}>{words.always}</Card>;
  const { weekly, holidays = [], timeZone } = calendar;
  return (
    <Card title={words.title}>
      <table className="w-full text-left">
        <caption className="text-left text-sm">{words.zone(timeZone)}</caption>
        <thead>
          <tr>
            <th scope="col">{words.day}</th>
            <th scope="col">{words.hours}</th>
          </tr>
        </thead>
        <tbody>
          {DAYS.map((key) => (
            <tr key={key} className="border-t border-stone-300 dark:border-stone-700">
              <th scope="row" className="py-1 font-normal">
                {words.days[key]}
              </th>
              <td className="py-1 tabular-nums">{hoursOf(weekly[key]) ?? words.closed}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {holidays.length === 0 ? null : (
        <p className="mt-2">
          {words.holidays}: {holidays.map((each) => day(each, locale)).join(', ')}
        </p>
      )}
    </Card>
  );
}

function hoursOf(open: MerchantCalendar['weekly']['monday']): string | undefined {
  if (open === undefined || open.length === 0) return undefined;
  return open.map(({ from, to }) => `${from}–${to}`).join(', ');
}
