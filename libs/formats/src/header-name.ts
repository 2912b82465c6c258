const LIGATURES: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss', '№': ' numero ' };

/**
 * A column name made comparable: lower case, no accents, no punctuation, one space between words;
 * "N°" becomes "numero", "lot_number" and "lotNumber" become "lot number".
 */
export function normaliseHeader(text: string): string {
  return text
    .slice(0, 500)
    .replace(/\bn\s?[°º]/gi, ' numero ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[œæß№]/g, (sign) => LIGATURES[sign] ?? sign)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
