import {
  convertCssVariables,
  createTheme,
  type CSSVariablesResolver,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  type MantineColorsTuple,
  mergeMantineTheme,
} from '@mantine/core';

const ink: MantineColorsTuple = [
  '#eef3f4',
  '#dbe5e8',
  '#b8ccd2',
  '#8fafb9',
  '#6893a1',
  '#477889',
  '#2e6072',
  '#1d4a5a',
  '#12303b',
  '#0b2129',
];
const rust: MantineColorsTuple = [
  '#fdf2ec',
  '#fbe3d7',
  '#f7d3c2',
  '#f1b497',
  '#e9956d',
  '#dc7845',
  '#cb612c',
  '#bb521f',
  '#a8431a',
  '#8a3613',
];
const sans =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif';

export const theme = createTheme({
  colors: { ink, rust },
  primaryColor: 'ink',
  primaryShade: 8,
  white: '#ffffff',
  black: '#12303b',
  fontFamily: sans,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
  headings: { fontFamily: sans, fontWeight: '650' },
  defaultRadius: 'sm',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Anchor: { defaultProps: { underline: 'always' } },
  },
});

const resolver: CSSVariablesResolver = (merged) => {
  const { variables, light, dark } = defaultCssVariablesResolver(merged);
  return {
    variables,
    dark,
    light: {
      ...light,
      '--mantine-color-body': '#f7f5f0',
      '--mantine-color-text': '#12303b',
      '--mantine-color-dimmed': '#4a5f67',
      // Borders of fields: 3:1 against white at least (WCAG 2.2, 1.4.11).
      '--mantine-color-gray-4': '#7f8b90',
      '--mantine-color-default-border': '#7f8b90',
      '--mantine-color-placeholder': '#66767c',
      '--mantine-color-error': '#a3222a',
      '--mantine-color-anchor': '#1d4a5a',
    },
  };
};

/** Puts the theme's variables in a constructed style sheet: a strict Content-Security-Policy allows it, not a style element. */
export function installThemeVariables(): void {
  const { variables, light } = resolver(mergeMantineTheme(DEFAULT_THEME, theme));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(convertCssVariables({ variables, light, dark: {} }, ':root'));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
