import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const STORE = 'sunline.language';
const LOCALES: Record<Language, string> = { zh: 'zh-CN', en: 'en' };
const loaders: Record<Language, () => Promise<object>> = {
  zh: () => import('./zh.ts').then((module) => module.zh),
  en: () => import('./en.ts').then((module) => module.en),
};

function preferred(): Language {
  const stored = localStorage.getItem(STORE);
  const known = LANGUAGES.find((language) => language === stored);
  if (known !== undefined) return known;
  return navigator.languages.some((tag) => /^zh\b/i.test(tag)) ? 'zh' : 'en';
}

/** Prepares the texts in the visitor's language; only that language is fetched. */
export async function startTexts(): Promise<void> {
  const language = preferred();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await loaders[language]() } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = LOCALES[language];
}

/** Changes the language of the page and remembers it. */
export async function speak(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await loaders[language]());
  }
  localStorage.setItem(STORE, language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = LOCALES[language];
}

/** The language a code of i18next stands for. */
export const asLanguage = (code: string): Language => (code.startsWith('zh') ? 'zh' : 'en');

/** The locale for dates and numbers of a language. */
export const localeOf = (language: Language): string => LOCALES[language];
