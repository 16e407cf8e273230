import { describe, expect, it } from 'vitest';
import { choosePort } from './choose-port';

describe('the port of the dashboard', () => {
  it('is the flag, else PORT, else 3000', () => {
    expect(choosePort(8080, '9090')).toEqual({ ok: true, value: 8080 });
    expect(choosePort(null, '9090')).toEqual({ ok: true, value: 9090 });
    expect(choosePort(null, undefined)).toEqual({ ok: true, value: 3000 });
    expect(choosePort(null, '')).toEqual({ ok: true, value: 3000 });
    expect(choosePort(0, '9090')).toEqual({ ok: true, value: 0 });
  });

  it.each(['abc', '-1', '3000.5', '65536', '0x10', '30 00'])('is not "%s"', (text) => {
    expect(choosePort(null, text)).toMatchObject({
      ok: false,
      error: { message: `PORT is "${text}", which is not a port number.` },
    });
  });

  it('names the flag when the flag is wrong', () => {
    expect(choosePort(70_000, undefined)).toMatchObject({
      ok: false,
      error: { message: '--port is "70000", which is not a port number.' },
    });
  });
});
