import type { Language, Text } from '@maillon/kernel';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { createIntl, createIntlCache, type IntlShape } from 'react-intl';
import { en } from './messages/en';
import { fr, type MessageId } from './messages/fr';

const STORAGE_KEY = 'maillon.language';
const MESSAGES: Record<Language, Record<MessageId, string>> = { fr, en };
export const LOCALES: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' };

type Values = Readonly<Record<string, string | number>>;

interface LanguageValue {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly intl: IntlShape;
}

const LanguageContext = createContext<LanguageValue | null>(null);

function firstLanguage(): Language {
  const kept = localStorage.getItem(STORAGE_KEY);
  if (kept === 'fr' || kept === 'en') return kept;
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'fr';
}

/** Keeps the language of the screens: French first, the choice stays on this device. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem(STORAGE_KEY, language);
  }, [language]);
  const value = useMemo(() => {
    const options = { locale: LOCALES[language], messages: MESSAGES[language], defaultLocale: 'fr-FR' };
    return { language, setLanguage, intl: createIntl(options, createIntlCache()) };
  }, [language]);
  return <LanguageContext value={value}>{children}</LanguageContext>;
}

export function useLanguage(): LanguageValue {
  const value = useContext(LanguageContext);
  if (!value) throw new Error('LanguageProvider is missing.');
  return value;
}

export type Translate = (id: MessageId, values?: Values) => string;

/** Messages of the screens, by id. */
export function useT(): Translate {
  const { intl } = useLanguage();
  return useMemo(() => (id, values) => intl.formatMessage({ id }, values), [intl]);
}

/** Texts that the platform sends in both languages. French quotation marks stay with the word that they stand at. */
export function useText(): (text: Text) => string {
  const { language } = useLanguage();
  return (text) =>
    language === 'fr' ? text.fr.replaceAll('« ', '«\u00A0').replaceAll(' »', '\u00A0»') : text[language];
}
