import { toCaller, isPurpose, PURPOSES } from './caller.js';

const token = { subject: 'clinic-app', roles: ['clinic'], purpose: 'TREAT', expiresAt: 0 };

describe('given a verified token', () => {
  it('acts for the purpose of the token, or for the one that the request names', () => {
    expect(toCaller(token)).toEqual({ id: 'clinic-app', roles: ['clinic'], purpose: 'TREAT' });
    expect(toCaller(token, 'ETREAT')).toMatchObject({ purpose: 'ETREAT' });
  });

  it('marks a purpose that the issuer has not registered the caller for, and no other', () => {
    const registered = { ...token, purposes: ['TREAT', 'HQUALIMP'] };
    for (const own of [undefined, 'TREAT', 'HQUALIMP'])
      expect(toCaller(registered, own)).not.toHaveProperty('unregistered');
    expect(toCaller(registered, 'HRESCH')).toMatchObject({ purpose: 'HRESCH', unregistered: true });
    expect(toCaller(token, 'HQUALIMP')).toMatchObject({ unregistered: true });
    expect(toCaller({ subject: 'x', roles: [], expiresAt: 0 }, 'TREAT')).toMatchObject({ unregistered: true });
  });

  it('is the same caller each time', () => {
    expect(toCaller(token)).toBe(toCaller(token));
    expect(toCaller(token, 'ETREAT')).toBe(toCaller(token, 'ETREAT'));
  });

  it.each(['MARKETING', '', 'treat', 'constructor'])('refuses the purpose %p', (named) => {
    for (let time = 0; time < 2; time += 1) {
      expect(() => toCaller(token, named)).toThrow(
        expect.objectContaining({ code: 'ACCESS.PURPOSE_UNKNOWN', status: 422 }),
      );
    }
  });

  it('acts for no purpose when the token names none that is known', () => {
    expect(toCaller({ ...token, purpose: 'MARKETING' })).not.toHaveProperty('purpose');
    expect(toCaller({ subject: 'x', roles: [], expiresAt: 0 })).not.toHaveProperty('purpose');
  });

  it('never takes the remembered purpose of a token for one that the request names', () => {
    const odd = { ...token, purpose: 'MARKETING' };
    toCaller(odd);
    expect(() => toCaller(odd, 'MARKETING')).toThrow(expect.objectContaining({ code: 'ACCESS.PURPOSE_UNKNOWN' }));
  });
});

describe('given the codes of purposes', () => {
  it('knows its eight codes and no property of objects', () => {
    expect(Object.keys(PURPOSES)).toHaveLength(8);
    expect(Object.keys(PURPOSES).every(isPurpose)).toBe(true);
    expect(isPurpose('toString')).toBe(false);
  });
});
