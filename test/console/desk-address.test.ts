import { leverBody } from '../../src/console/cases/lever-body';
import { filterOf, viewOf } from '../../src/console/desk/queues';
import { viewUrl } from '../../src/console/desk/saved-views';
import { listQuery } from '../../src/api/cancellations/view.schemas';
import { QUEUES } from '../../src/console/desk/queues';

const NOW = new Date('2026-03-02T09:00:31.250Z');

it.each(QUEUES)('asks of the queue %s only what the API knows', (queue) => {
  const asked = new URLSearchParams(filterOf({ queue, q: 'o_1', reason: 'CHANGED_MIND' }, NOW));
  const query = Object.fromEntries(
    [...new Set(asked.keys())].map((key) => {
      const all = asked.getAll(key);
      return [key, all.length > 1 ? all : all[0]];
    }),
  );
  expect(listQuery.safeParse(query).error).toBeUndefined();
});

it('asks what is overdue by the minute, so that the question stays the same for a while', () => {
  expect(filterOf({ queue: 'overdue', q: '', reason: '' }, NOW)).toContain(
    `deadlineBefore=${encodeURIComponent('2026-03-02T09:00:00.000Z')}`,
  );
});

it('takes what needs a person where an address names nothing it knows, and everything where one searches', () => {
  expect(viewOf(new URLSearchParams('queue=nonsense')).queue).toBe('human');
  expect(viewOf(new URLSearchParams('q=o_1'))).toEqual({ queue: 'all', q: 'o_1', reason: '' });
});

it('keeps a query whole in the address of a saved view', () => {
  const url = new URL(viewUrl('http://ui/namespaces/default/workflows', 'A="b" AND C=true', 'A & b'));
  expect(url.searchParams.get('query')).toBe('A="b" AND C=true');
  expect(url.searchParams.get('savedQuery')).toBe('A & b');
});

describe('the body of a lever', () => {
  const text = (name: string, required = true) => ({ name, type: 'text' as const, required });

  it('nests what a name nests, fills in what it is about, and leaves out what is empty', () => {
    const fields = [
      { ...text('legId'), value: 'leg_1' },
      { ...text('consent.givenAt'), type: 'instant' as const },
      text('consent.evidence.kind'),
      text('consent.evidence.sha256', false),
      { ...text('minutes'), type: 'number' as const },
    ];
    const typed = { 'consent.givenAt': '2026-03-01T12:00Z', 'consent.evidence.kind': ' E_MAIL ', minutes: '30' };
    expect(leverBody(fields, typed)).toEqual({
      legId: 'leg_1',
      consent: { givenAt: '2026-03-01T12:00:00.000Z', evidence: { kind: 'E_MAIL' } },
      minutes: 30,
    });
  });

  it('is empty where there is nothing to say', () => {
    expect(leverBody([], { left: 'over' })).toEqual({});
  });
});
