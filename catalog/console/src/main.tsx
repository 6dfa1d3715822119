import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './app/nonce.js';
import './texts/texts.js';
import '@mantine/core/styles.css';
import './app/base.css';
import { Console } from './app/console.js';
import { consoleSettings } from './session/console-settings.js';

const root = createRoot(document.getElementById('console')!);
const settings = await consoleSettings();
root.render(
  <StrictMode>
    <Console settings={settings} />
  </StrictMode>,
);
