import { readEvent } from './index.js';
import { isUri } from './uri.js';

describe('isUri', () => {
  it.each([
    'http://[::1]/',
    'http://[::1]',
    'http://u@[::1]:80/x?y#z',
    'http://[1:2:3:4:5:6:7:8]/',
    'http://[::ffff:192.0.2.1]/x',
    'http://[1:2:3:4:5:6:192.0.2.1]/',
    'http://[v1.a:b]/',
    'urn:x:y',
    'ex:a',
  ])('takes %s', (uri) => expect(isUri(uri)).toBe(true));

  it.each([
    'http://[1:2]/',
    'http://[1:2:3:4:5:6:7:8:9]/',
    'http://[1:2:3:4:5:6:7::8]/x[]',
    'http://[::1::2]/',
    'http://[::12345]/',
    'http://[::1]a/',
    'http://[::300.0.2.1]/',
    'http://[v1]/',
    'http://a[::1]/',
    'http://[]/',
    'urn:[::1]',
    'http://x/[a]',
  ])('refuses %s', (uri) => expect(isUri(uri)).toBe(false));

  it('judges the identifiers of an event', () => {
    const about = (uri: string) =>
      readEvent({
        type: 'ObjectEvent',
        eventTime: '2026-07-22T06:45:00Z',
        eventTimeZoneOffset: '+00:00',
        action: 'OBSERVE',
        epcList: [uri],
      }).findings.map(({ code }) => code);
    expect(about('http://[v1.a]/item/1')).toEqual([]);
    expect(about('http://[1:2]/item/1')).toEqual(['URI_INVALID']);
  });
});
