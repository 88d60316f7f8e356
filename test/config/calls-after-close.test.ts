import { lazyTemporalConnection } from '../../temporal-config/connection';

describe('calls after close', () => {
  it('end with a status, even where a retry was waiting', async () => {
    const connection = lazyTemporalConnection({ address: '127.0.0.1:1', namespace: 'none' });
    const waiting = Array.from({ length: 20 }, () => connection.workflowService.getSystemInfo({}));
    const ends = Promise.allSettled(waiting);
    const soon = Date.now() + 150;
    await expect(connection.withDeadline(soon, () => connection.workflowService.getSystemInfo({}))).rejects.toThrow();
    await connection.close();
    const reasons = (await ends).map((end) => (end.status === 'rejected' ? String(end.reason) : 'answered'));
    expect(new Set(reasons)).toEqual(new Set(['Error: 1 CANCELLED: Channel has been shut down']));
  });
});
