import { describe, expect, test } from 'vitest';
import { Address } from '../../../lib/wsk/model/address.ts';

const LOOPBACK_80 = Uint8Array.of(2, 0, 0, 80, 127, 0, 0, 1);
const LOOPBACK_81 = Uint8Array.of(2, 0, 0, 81, 127, 0, 0, 1);

describe('an address of a socket', () => {
  test('is empty until it is told', () => {
    expect(new Address().text).toBe('');
  });

  test('is the one that was told last', () => {
    const address = new Address();
    address.tell(LOOPBACK_80);
    address.tell(LOOPBACK_81);
    expect(address.text).toBe('127.0.0.1:81');
    address.tell(LOOPBACK_80);
    expect(address.text).toBe('127.0.0.1:80');
  });

  test('is another socket’s once the object is used again', () => {
    const address = new Address();
    address.tell(LOOPBACK_80);
    address.text = '';
    expect(address.text).toBe('');
  });
});
