import '@mantine/core/styles.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { installThemeVariables } from './theme';

installThemeVariables();
document.documentElement.dataset['mantineColorScheme'] = 'light';

const root = document.getElementById('root');
if (!root) throw new Error('index.html holds no #root.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
