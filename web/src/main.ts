// SPDX-License-Identifier: EUPL-1.2
import '@fontsource/source-sans-3/latin-400.css';
import '@fontsource/source-sans-3/latin-600.css';
import '@fontsource/source-sans-3/latin-700.css';
import '@fontsource/source-serif-4/latin-400.css';
import '@fontsource/source-serif-4/latin-600.css';
// Parts of NL Design System as they are; their values stand in thema.css.
import '@nl-design-system-candidate/code-css/html/code.css';
import '@nl-design-system-candidate/heading-css/html/heading.css';
import '@nl-design-system-candidate/link-css/html/link.css';
import '@nl-design-system-candidate/paragraph-css/html/paragraph.css';
import '@nl-design-system-candidate/skip-link-css/skip-link.css';
import './stijl/thema.css';
import './stijl/basis.css';
import { mount } from 'svelte';
import App from './App.svelte';

const doel = document.getElementById('app');
if (doel) mount(App, { target: doel });

// After the page itself: what was opened can then be opened again without a network. In `npm run dev` there is no worker.
if (import.meta.env.PROD) addEventListener('load', () => setTimeout(() => void import('./lib/werker').then((m) => m.startWerker()), 1_500), { once: true });
