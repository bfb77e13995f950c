import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const STORE = 'sunline.language';
const LOCALES: Record<Language, string> = { zh: 'zh-CN', en: 'en' };

/** Parts of the texts: those of the pages opened first, and what other pages need besides. */
export type Part =
  | 'first'
  | 'shown'
  | 'more'
  | 'verify'
  | 'receipt'
  | 'stage'
  | 'certificate'
  | 'charity'
  | 'audit';

/** Only the language that is spoken is fetched, and of it only the parts that are shown. */
const parts: Record<Part, Record<Language, () => Promise<object>>> = {
  first: {
    zh: () => import('./zh/first.ts').then((module) => module.first),
    en: () => import('./en/first.ts').then((module) => module.first),
  },
  shown: {
    zh: () => import('./zh/shown.ts').then(({ shown }) => ({ shown })),
    en: () => import('./en/shown.ts').then(({ shown }) => ({ shown })),
  },
  more: {
    zh: () => import('./zh/more.ts').then((module) => module.more),
    en: () => import('./en/more.ts').then((module) => module.more),
  },
  verify: {
    zh: () => import('./zh/verify.ts').then(({ verify }) => ({ verify })),
    en: () => import('./en/verify.ts').then(({ verify }) => ({ verify })),
  },
  receipt: {
    zh: () => import('./zh/receipt.ts').then(({ receipt }) => ({ receipt })),
    en: () => import('./en/receipt.ts').then(({ receipt }) => ({ receipt })),
  },
  certificate: {
    zh: () => import('./zh/certificate.ts').then(({ certificate }) => ({ certificate })),
    en: () => import('./en/certificate.ts').then(({ certificate }) => ({ certificate })),
  },
  stage: {
    zh: () => import('./zh/stage.ts').then(({ stage }) => ({ stage })),
    en: () => import('./en/stage.ts').then(({ stage }) => ({ stage })),
  },
  charity: {
    zh: () => import('./zh/charity.ts').then(({ charity }) => ({ charity })),
    en: () => import('./en/charity.ts').then(({ charity }) => ({ charity })),
  },
  audit: {
    zh: () => import('./zh/audit.ts').then(({ audit }) => ({ audit })),
    en: () => import('./en/audit.ts').then(({ audit }) => ({ audit })),
  },
};
/** Parts that pages opened so far need, in whatever language. */
const wanted = new Set<Part>(['first']);
const loaded = new Set<string>();

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
    resources: {},
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await load('first', language);
  document.documentElement.lang = LOCALES[language];
}

/** Adds a part of the texts in the language spoken, and from now on in any other; once is enough. */
export async function wantTexts(part: Part): Promise<void> {
  wanted.add(part);
  await load(part, asLanguage(i18next.language));
}

async function load(part: Part, language: Language): Promise<void> {
  const key = `${part}/${language}`;
  if (loaded.has(key)) return;
  i18next.addResourceBundle(language, 'translation', await parts[part][language](), true);
  loaded.add(key);
}

/** Changes the language of the page and remembers it. */
export async function speak(language: Language): Promise<void> {
  await Promise.all([...wanted].map((part) => load(part, language)));
  localStorage.setItem(STORE, language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = LOCALES[language];
}

/** The language a code of i18next stands for. */
export const asLanguage = (code: string): Language => (code.startsWith('zh') ? 'zh' : 'en');

/** The locale for dates and numbers of a language. */
export const localeOf = (language: Language): string => LOCALES[language];
