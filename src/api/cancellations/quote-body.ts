import type { Quote } from '../../domain/quote';
import type { RequestAcceptedBody } from './acts.schemas';

/** A quote as it is written. */
export function quoteBodyOf({ units, tenders, benefits, ...amounts }: Quote): RequestAcceptedBody['quote'] {
  return {
    ...amounts,
    units: [...units],
    tenders: tenders.map((tender) => ({ ...tender, arrivalDays: [...tender.arrivalDays] })),
    ...(benefits === undefined ? {} : { benefits: [...benefits] }),
  };
}
