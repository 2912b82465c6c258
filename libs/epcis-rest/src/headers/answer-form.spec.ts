import { ANSWER_TYPES, prefersXml, wantedType } from './answer-form.js';

const TYPES = Object.values(ANSWER_TYPES);

describe('the form of an answer', () => {
  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['application/xml', 'application/xml'],
    ['APPLICATION/JSON; charset=utf-8', 'application/json'],
    ['application/json;q=0.4, application/xml;q=0.5', 'application/xml'],
    ['*/*, application/xml', 'application/xml'],
    ['text/html, application/xml;q=0.9, */*;q=0.8', 'application/xml'],
    // what means a type most narrowly decides on it, whatever else weighs more
    ['*/*, application/json;q=0.1', 'application/ld+json'],
    ['*/*, application/json;q=0.1, application/ld+json;q=0.1', 'application/xml'],
    ['application/*;q=0.1, */*;q=0.8', 'text/xml'],
    ['application/*;q=0, */*', 'text/xml'],
    ['application/json;q=0, application/*', 'application/ld+json'],
    ['text/*;q=0, */*;q=0.1', 'application/json'],
    ['application/json;q=0', undefined],
    ['*/*;q=0', undefined],
    ['text/html', undefined],
    ['application/json;q=1.2.3', undefined],
  ])('of Accept %j is %j', (accept, type) => {
    expect(wantedType(accept, TYPES)).toBe(type);
  });

  it.each([
    [undefined, false],
    ['*/*', false],
    ['text/html', false],
    ['application/xml', true],
    ['text/xml', true],
    ['application/problem+xml', true],
    ['text/html, application/xhtml+xml', true],
    ['application/json, application/xml', false],
    ['application/xml, */*;q=0.1', true],
    ['application/xml;q=0.1, */*', false],
    ['application/xml;q=0', false],
  ])('of a problem is XML for Accept %j: %j', (accept, isXml) => {
    expect(prefersXml(accept)).toBe(isXml);
  });
});
