/**
 * A term as a number of 53 bits: two multiplicative hashes of 32 bits over its characters, the first whole, the second by its
 * upper 21 bits. Not cryptographic: terms that share a number only make a search look at rows that it then leaves out.
 */
export function termHash(term: string): number {
  let first = 0x811c9dc5;
  let second = 0x9747b28c;
  for (let index = 0; index < term.length; index++) {
    const unit = term.charCodeAt(index);
    first = Math.imul(first ^ unit, 0x01000193);
    second = Math.imul(second ^ unit, 0x5bd1e995);
    second ^= second >>> 15;
  }
  first = Math.imul(first ^ (first >>> 16), 0x7feb352d);
  second = Math.imul(second ^ (second >>> 13), 0x2c1b3c6d);
  first ^= first >>> 15;
  second ^= second >>> 12;
  return (first >>> 0) * 0x200000 + (second >>> 11);
}
