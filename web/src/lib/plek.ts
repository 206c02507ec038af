// SPDX-License-Identifier: EUPL-1.2
// Where on a page the reader was. Pages are drawn after their figures have come, so the browser's own memory of the height comes too
// early: the height is kept in the history entry, and restored when the page has become long enough.
import { tick } from 'svelte';

interface Plek {
  hoogte?: number;
}

const GEDULD = 5_000;
let zoeker = 0;
let zoekt = false;
let wekker: ReturnType<typeof setTimeout> | undefined;

/** A reader who moves by himself is not pulled back. */
export function stopZoeken(): void {
  zoeker += 1;
  zoekt = false;
}

/** Tries each frame until it succeeds, the reader moves, or time is up. */
function probeer(lukt: () => boolean): void {
  stopZoeken();
  zoekt = true;
  const mijn = zoeker;
  const tot = performance.now() + GEDULD;
  const stap = () => {
    if (mijn !== zoeker) return;
    if (lukt() || performance.now() > tot) stopZoeken();
    else requestAnimationFrame(stap);
  };
  stap();
}

export function onthoudHoogte(): void {
  const hoogte = Math.round(window.scrollY);
  const stand = (history.state ?? {}) as Plek;
  if (stand.hoogte !== hoogte) history.replaceState({ ...stand, hoogte }, '');
}

export function herstelHoogte(): void {
  clearTimeout(wekker);
  const hoogte = (history.state as Plek | null)?.hoogte;
  if (hoogte === undefined) {
    if (location.hash) zoekAnker(location.hash);
    return;
  }
  probeer(() => {
    const kan = document.documentElement.scrollHeight - window.innerHeight >= hoogte;
    if (kan) window.scrollTo(0, hoogte);
    return kan;
  });
}

function leesbaar(tekst: string): string {
  try {
    return decodeURIComponent(tekst);
  } catch {
    return tekst;
  }
}

/** Scrolls to a part of the page once it is there; on a new page the next Tab starts there too. */
export function zoekAnker(hash: string, metFocus = false): void {
  const id = leesbaar(hash.slice(1));
  probeer(() => {
    const doel = document.getElementById(id);
    doel?.scrollIntoView({ block: 'start' });
    if (doel && metFocus) {
      if (doel.tabIndex < 0) doel.setAttribute('tabindex', '-1');
      doel.focus({ preventScroll: true });
    }
    return doel !== null;
  });
}

/** The next Tab starts at the content of the new page, and a screen reader goes there. */
export function focusInhoud(): void {
  document.getElementById('inhoud')?.focus({ preventScroll: true });
}

/** After a button has taken itself away: the focus goes to the first of these that is there, and not back to the top of the page. */
export async function focusOp(...waar: (string | (() => HTMLElement | null | undefined))[]): Promise<void> {
  await tick();
  for (const w of waar) {
    const el = typeof w === 'string' ? document.querySelector<HTMLElement>(w) : w();
    if (el) return el.focus();
  }
}

/** Keeps the height up to date, also for a reload; gives the way to stop. */
export function volgHoogte(): () => void {
  history.scrollRestoration = 'manual';
  const schuif = () => {
    clearTimeout(wekker);
    if (!zoekt) wekker = setTimeout(onthoudHoogte, 200);
  };
  const EIGEN = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;
  window.addEventListener('scroll', schuif, { passive: true });
  for (const e of EIGEN) window.addEventListener(e, stopZoeken, { passive: true });
  herstelHoogte();
  return () => {
    clearTimeout(wekker);
    window.removeEventListener('scroll', schuif);
    for (const e of EIGEN) window.removeEventListener(e, stopZoeken);
  };
}
