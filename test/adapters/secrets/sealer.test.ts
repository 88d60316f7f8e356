import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATA_KEYS, readDataKeys, type DataKeys } from '../../../src/adapters/secrets/data-keys';
import { createSealer } from '../../../src/adapters/secrets/sealer';
import { temporaryFolder } from '../../support/temporary-folder';

const key = (id: string, bytes = randomBytes(32)) => `${id}:${bytes.toString('base64')}`;

function keysOf(text: string): DataKeys {
  const read = readDataKeys({ [DATA_KEYS]: text });
  if (read.outcome !== 'read') throw new Error(JSON.stringify(read));
  return read.keys;
}

const PLAIN = Buffer.from('DE89 3704 0044 0532 0130 00');
const PLACE = ['payout-destination', 'shop_1', 'd_1'];

describe('a sealer', () => {
  const [old, current] = [key('k1'), key('k2')];
  const before = createSealer(keysOf(old));

  it('opens what it has sealed, and never seals twice alike', () => {
    const sealed = before.seal(PLAIN, PLACE);
    expect(before.open(sealed, PLACE)).toEqual(PLAIN);
    expect(before.seal(PLAIN, PLACE).equals(sealed)).toBe(false);
    expect(sealed.includes(PLAIN)).toBe(false);
  });

  it('after a rotation opens what the old key has sealed, and seals by the new one', () => {
    const sealed = before.seal(PLAIN, PLACE);
    const after = createSealer(keysOf(`${current},${old}`));
    expect(after.open(sealed, PLACE)).toEqual(PLAIN);
    const anew = after.seal(PLAIN, PLACE);
    expect(createSealer(keysOf(current)).open(anew, PLACE)).toEqual(PLAIN);
    expect(() => before.open(anew, PLACE)).toThrow('no key that is known');
  });

  it('opens nothing under another key of the same id', () => {
    const sealed = before.seal(PLAIN, PLACE);
    expect(() => createSealer(keysOf(key('k1'))).open(sealed, PLACE)).toThrow('can’t be opened');
  });

  it('opens nothing that was moved to another place', () => {
    const sealed = before.seal(PLAIN, PLACE);
    expect(() => before.open(sealed, ['payout-destination', 'shop_1', 'd_2'])).toThrow('can’t be opened');
    expect(() => before.open(sealed, ['payout-destination', 'shop_1/d', '_1'])).toThrow('can’t be opened');
  });

  it('opens nothing of which any bit was changed, or which was cut', () => {
    const sealed = before.seal(PLAIN, PLACE);
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => before.open(changed, PLACE)).toThrow(/^Sealed data/);
    }
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => before.open(sealed.subarray(0, length), PLACE)).toThrow(/^Sealed data/);
    }
  });
});

describe('data keys', () => {
  it('are none where the variable is not set', () => {
    expect(readDataKeys({})).toEqual({ outcome: 'none' });
    expect(readDataKeys({ [DATA_KEYS]: ' ' })).toEqual({ outcome: 'none' });
  });

  it('come from a file too', () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'keys');
    writeFileSync(path, `${key('k1')},\n${key('k2')}\n`);
    expect(readDataKeys({ [`${DATA_KEYS}_FILE`]: path })).toMatchObject({ keys: { current: 'k1' } });
    expect(readDataKeys({ [`${DATA_KEYS}_FILE`]: `${path}-not` })).toMatchObject({
      problem: { name: `${DATA_KEYS}_FILE` },
    });
  });

  it.each([
    ['a short key', key('k1', randomBytes(16))],
    ['no id', randomBytes(32).toString('base64')],
    ['an empty entry', `${key('k1')},`],
    ['the same id twice', `${key('k1')},${key('k1')}`],
  ])('are bad with %s, and no message repeats a key', (_name, text) => {
    const read = readDataKeys({ [DATA_KEYS]: text });
    expect(read).toMatchObject({ outcome: 'bad', problem: { name: DATA_KEYS } });
    for (const secret of text.match(/[A-Za-z0-9+/]{20,}=*/g) ?? []) expect(JSON.stringify(read)).not.toContain(secret);
  });
});
