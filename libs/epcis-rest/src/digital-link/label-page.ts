import { Language } from '@maillon/kernel';
import { noLabel } from './messages.js';

const STYLE = [
  'body { margin: 0; padding: 3rem 1.25rem; background: #f7f5ef; color: #12303b; font: 1.0625rem/1.5 system-ui, sans-serif; }',
  'main { max-width: 38rem; margin: 0 auto; }',
  'h1 { font-size: 1.5rem; line-height: 1.25; }',
  'a { display: inline-block; margin-top: 1rem; padding: 0.75rem 1.25rem; border: 1px solid; border-radius: 4px; color: inherit; }',
].join('\n');

/** The page for whoever scanned a label that leads to nothing: why, and where to look instead. `filiere` is a slug. */
export const unreadableLabelPage = (filiere: string, language: Language): string =>
  `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/mark.svg" type="image/svg+xml">
<title>${noLabel.title[language]} – Maillon</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${noLabel.title[language]}</h1>
<p>${noLabel.detail[language]}</p>
<p>${noLabel.remedy[language]}</p>
<a href="/${filiere}/lots">${noLabel.search[language]}</a>
</main>
</body>
</html>
`;
