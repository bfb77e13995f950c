import { createTheme, type MantineColorsTuple } from '@mantine/core';

const sun: MantineColorsTuple = [
  '#fff7e1',
  '#ffeec4',
  '#fde0a0',
  '#f9d077',
  '#f5c04f',
  '#f2b233',
  '#dc9a17',
  '#b87d0c',
  '#8a5a00',
  '#5f3e00',
];

/**
 * Colours and sizes for the components. The matching CSS variables stand in `theme.css`, as a file:
 * the content security policy allows no style element written at run time.
 */
export const theme = createTheme({
  primaryColor: 'sun',
  primaryShade: 5,
  colors: { sun },
  autoContrast: true,
  luminanceThreshold: 0.35,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
});
