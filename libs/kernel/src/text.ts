/** What a person reads, in the two languages of the platform. */
export interface Text {
  readonly fr: string;
  readonly en: string;
}

export type Language = keyof Text;

export const text = (fr: string, en: string): Text => ({ fr, en });

/** Picks the language of an Accept-Language header; French unless English is asked for first. */
export function languageOf(acceptLanguage: string | undefined): Language {
  return acceptLanguage?.trim().toLowerCase().startsWith('en') ? 'en' : 'fr';
}
