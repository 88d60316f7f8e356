import { describeDiagnosis, doctor } from '../../src/local/doctor';
import { checkNode } from '../../src/local/doctor/tools';

describe('doctor', () => {
  it('says which PostgreSQL and which way to Temporal is used, with versions, and why others are passed over', async () => {
    const diagnosis = await doctor({ ...process.env, RESCIND_TEMPORAL: '', TEMPORAL_ADDRESS: '', DATABASE_URL: '' });
    const text = describeDiagnosis(diagnosis).join('\n');
    expect(text).toMatch(/PostgreSQL +18\.\d/);
    expect(text).toMatch(/Temporal: address +passed over: TEMPORAL_ADDRESS is not set/);
    expect(diagnosis.findings.filter(({ detail }) => detail.startsWith('used: '))).toHaveLength(1);
    expect(diagnosis.findings.map(({ part }) => part)).toEqual(
      expect.arrayContaining(['Node.js', 'Go', 'Java', 'Maven']),
    );
    expect(diagnosis.ok).toBe(true);
  });

  it('reports a database and a cluster that do not answer as problems, and shows no password', async () => {
    const diagnosis = await doctor({
      DATABASE_URL: 'postgres://u:hidden@127.0.0.1:1/x',
      TEMPORAL_ADDRESS: '127.0.0.1:1',
    });
    const bad = diagnosis.findings.filter(({ state }) => state === 'problem').map(({ part }) => part);
    expect(bad).toEqual(expect.arrayContaining(['PostgreSQL', 'Temporal: address']));
    expect(diagnosis.ok).toBe(false);
    expect(describeDiagnosis(diagnosis).join('\n')).not.toContain('hidden');
  });

  it('reports a bad environment instead of failing', async () => {
    const { findings, ok } = await doctor({ RESCIND_TEMPORAL: 'docker' });
    expect(ok).toBe(false);
    expect(findings[0]).toMatchObject({ part: 'Environment', state: 'problem' });
  });

  it('knows which versions of Node.js fit', () => {
    expect(
      ['18.20.4', '20.19.0', '20.20.2', '22.1.0', '24.9.0', '25.0.0'].map((version) => checkNode(version).state),
    ).toEqual(['problem', 'problem', 'ok', 'ok', 'ok', 'problem']);
  });
});
