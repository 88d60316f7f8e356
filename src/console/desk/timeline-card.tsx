import type { ReactNode } from 'react';
import { useTimeline } from '../api/timeline';
import { useWords } from '../i18n/locale';
import { Card } from '../parts/card';
import { ProblemNotice } from '../parts/problem-notice';
import { Waiting } from '../parts/waiting';
import { TimelineLine } from './timeline-line';

const TITLE = { en: 'What was done', zh: '处理记录' };

interface Props {
  readonly cancellationId: string;
  readonly currency: string;
}

/** The plain story: what happened, who did it, when. */
export function TimelineCard({ cancellationId, currency }: Props): ReactNode {
  const title = useWords(TITLE);
  const read = useTimeline(cancellationId);
  return (
    <Card title={title}>
      {read.isPending ? <Waiting /> : null}
      <ProblemNotice problem={read.error} />
      <ol className="grid gap-3">
        {read.data?.map((entry, index) => (
          <TimelineLine key={`${entry.at} ${index}`} entry={entry} currency={currency} />
        ))}
      </ol>
    </Card>
  );
}
