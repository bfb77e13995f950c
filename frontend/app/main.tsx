import '@mantine/core/styles/baseline.css';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/global.css';
import '@mantine/core/styles/UnstyledButton.css';
import '@mantine/core/styles/Loader.css';
import '@mantine/core/styles/Button.css';
import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/Skeleton.css';
import './theme.css';
import './base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startTexts } from '../i18n/index.ts';
import { App } from './App.tsx';
import { loadConfig } from './config.ts';
import { Unconfigured } from './Unconfigured.tsx';

const root = createRoot(document.getElementById('root') ?? document.body);

/** Texts and configuration first, then the app: no page ever shows without either. */
async function start(): Promise<void> {
  await startTexts();
  try {
    await loadConfig();
  } catch (error) {
    console.error(error);
    root.render(<Unconfigured />);
    return;
  }
  root.render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

void start();
