import { TEMPORAL_WAYS } from '../../src/config/local-settings';
import { isOlderGo, requiredGo, whyGoWontDo } from '../../src/local/temporal/go';
import { orderOfWays } from '../../src/local/temporal/ways';

describe('whyGoWontDo', () => {
  it('says that there is no Go, or that it is too old, with both versions', () => {
    expect(whyGoWontDo(undefined, '1.26.8')).toMatch(/no Go on the PATH.*1\.26\.8/);
    expect(whyGoWontDo({ version: '1.24.1', toolchain: 'local' }, '1.26.8')).toMatch(/1\.24\.1 is older than 1\.26\.8/);
    expect(whyGoWontDo({ version: '1.19.8', toolchain: 'auto' }, '1.26.8')).toMatch(/1\.19\.8/);
  });

  it('accepts a Go that is new enough, or that fetches a newer one by itself', () => {
    expect(whyGoWontDo({ version: '1.26.8', toolchain: 'local' }, '1.26.8')).toBeUndefined();
    expect(whyGoWontDo({ version: '1.27rc1', toolchain: 'local' }, '1.26.8')).toBeUndefined();
    expect(whyGoWontDo({ version: '1.24.1', toolchain: 'auto' }, '1.26.8')).toBeUndefined();
  });

  it('compares versions by their numbers', () => {
    expect(isOlderGo('1.9.9', '1.26.0')).toBe(true);
    expect(isOlderGo('1.26.10', '1.26.8')).toBe(false);
    expect(requiredGo('module x\n\ngo 1.26.8\n')).toBe('1.26.8');
  });
});

describe('orderOfWays', () => {
  it('is the order of the design at the first start', () => {
    expect(orderOfWays({ apiPort: 1 }, undefined)).toEqual([...TEMPORAL_WAYS]);
  });

  it('puts the way that holds the workflows of earlier starts before others, but after an address', () => {
    expect(orderOfWays({ apiPort: 1 }, 'built')).toEqual(['address', 'built', 'cli', 'download']);
  });

  it('is the forced way alone', () => {
    expect(orderOfWays({ apiPort: 1, forcedWay: 'download' }, 'built')).toEqual(['download']);
  });
});
