import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const STORE = 'sunline.language';
const LOCALES: Record<Language, string> = { zh: 'zh-CN', en: 'en' };

/** Only the language that is spoken is fetched, and of it the first pages' texts first. */
const first: Record<Language, () => Promise<object>> = {
  zh: () => import('./zh/first.ts').then((module) => module.first),
  en: () => import('./en/first.ts').then((module) => module.first),
};
const more: Record<Language, () => Promise<object>> = {
  zh: () => import('./zh/more.ts').then((module) => module.more),
  en: () => import('./en/more.ts').then((module) => module.more),
};

function preferred(): Language {
  const stored = localStorage.getItem(STORE);
  const known = LANGUAGES.find((language) => language === stored);
  if (known !== undefined) return known;
  return navigator.languages.some((tag) => /^zh\b/i.test(tag)) ? 'zh' : 'en';
}

/** Prepares the first pages' texts in the visitor's language. */
export async function startTexts(): Promise<void> {
  const language = preferred();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await first[language]() } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = LOCALES[language];
}

let wantsMore = false;

/** Adds the texts of all other pages, in the language spoken; once is enough. */
export async function moreTexts(): Promise<void> {
  wantsMore = true;
  await addMore(asLanguage(i18next.language));
}

async function addMore(language: Language): Promise<void> {
  if (i18next.exists('desk.title', { lng: language })) return;
  i18next.addResourceBundle(language, 'translation', await more[language](), true);
}

/** Changes the language of the page and remembers it. */
export async function speak(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await first[language]());
  }
  if (wantsMore) await addMore(language);
  localStorage.setItem(STORE, language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = LOCALES[language];
}

/** The language a code of i18next stands for. */
export const asLanguage = (code: string): Language => (code.startsWith('zh') ? 'zh' : 'en');

/** The locale for dates and numbers of a language. */
export const localeOf = (language: Language): string => LOCALES[language];
