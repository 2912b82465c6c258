/** Character sets that interchanges are written in: UNOA and UNOB hold ASCII, UNOC ISO 8859-1, UNOY UTF-8. */
export type WrittenSyntax = 'UNOA' | 'UNOB' | 'UNOC' | 'UNOY';

/** Signs of typography and a few letters that have a usual spelling in ISO 8859-1 or ASCII. */
const SPELLINGS: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '−': '-',
  '…': '...',
  œ: 'oe',
  Œ: 'OE',
  æ: 'ae',
  Æ: 'AE',
  ß: 'ss',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  '€': 'EUR',
  '²': '2',
  '³': '3',
  '°': 'o',
  µ: 'u',
  '\u202f': ' ',
  '\u00a0': ' ',
  '\u2009': ' ',
};

/**
 * A text in the signs that a syntax identifier allows: control characters become blanks; what the character set lacks
 * is spelt as usual (œ: oe, ž: z) or, where there is no spelling, written `?`. `lost` holds the signs without spelling.
 */
export function fitCharset(text: string, syntax: WrittenSyntax, lost: Set<string>): string {
  const plain = text.replace(/\p{Cc}/gu, ' ').replace(/\p{Cs}/gu, '\uFFFD');
  if (syntax === 'UNOY') return plain;
  const lacking = syntax === 'UNOC' ? /[^\x20-\x7e\xa0-\xff]/gu : /[^\x20-\x7e]/gu;
  return plain.replace(lacking, (sign) => {
    const spelt = SPELLINGS[sign] ?? sign.normalize('NFKD').replace(/\p{M}/gu, '');
    if (spelt !== '' && spelt.search(lacking) < 0) return spelt;
    lost.add(sign);
    return '?';
  });
}
