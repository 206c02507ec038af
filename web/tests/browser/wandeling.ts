// SPDX-License-Identifier: EUPL-1.2
// What holds for every page in every state, looked at in one visit.
import type { Staat } from './staten';
import { axe, bewaar, ga, klaar, opBreedte, pagina, tabVolgorde, watSteektUit, type Instelling, type Wereld } from './wereld';

export interface Wandeling {
  /** Opens a state; everything that is wrong with it. */
  bezoek(staat: Staat): Promise<{ mis: string[] }>;
  /** The page that is open, at another width: what sticks out, or null. */
  smaller(breedte: number): Promise<string | null>;
  tab(staat: Staat, n: number): Promise<{ stappen: string[]; mis: string[] }>;
  sluit(): Promise<void>;
}

export async function wandel(w: Wereld, breedte: number, hoe: Instelling & { taal: 'nl' | 'en' }): Promise<Wandeling> {
  const { page, hond, sluit } = await pagina(w, breedte, hoe);
  const hoogte = hoe.hoogte ?? 860;
  const adres = (pad: string): string => (hoe.taal === 'nl' ? pad : `${pad}${pad.includes('?') ? '&' : '?'}taal=${hoe.taal}`);

  async function open(staat: Staat): Promise<void> {
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.setViewportSize({ width: breedte, height: hoogte });
    hond.klachten.length = 0;
    await staat.vooraf?.(page);
    await ga(page, w, adres(staat.pad));
    if (!staat.erna) return;
    await staat.erna(page);
    await klaar(page);
  }

  async function bezoek(staat: Staat): Promise<{ mis: string[] }> {
    await open(staat);
    if (process.env.TREDE_SHOTS) await page.screenshot({ path: bewaar(`${staat.naam}-${breedte}`), fullPage: true });
    const mis = await axe(page);
    const opzij = await watSteektUit(page);
    if (opzij) mis.push(`scrolls sideways at ${breedte}: ${opzij}`);
    const zien = await page.evaluate(() => ({
      titel: document.title,
      taal: document.documentElement.lang,
      koppen: document.querySelectorAll('h1').length,
      kop: (document.querySelector('main h1')?.textContent ?? '').trim(),
      tekst: document.body.innerText,
      bezig: document.querySelectorAll('[aria-busy=true]').length,
      tabindex: document.querySelectorAll('[tabindex]:not([tabindex="0"]):not([tabindex="-1"])').length,
    }));
    if (!/trede/.test(zien.titel) || zien.titel.length < 8) mis.push(`title: ${zien.titel}`);
    if (zien.taal !== hoe.taal) mis.push(`lang: ${zien.taal}`);
    if (zien.koppen !== 1 || zien.kop.length < 3) mis.push(`${zien.koppen} headings of the first level, in main: ${zien.kop}`);
    if (zien.bezig || zien.tabindex) mis.push(`${zien.bezig} parts still busy, ${zien.tabindex} elements with a tabindex of their own`);
    if (/\b(undefined|NaN|null|\[object Object\])\b/.test(zien.tekst)) mis.push(`shows ${/.{0,30}\b(undefined|NaN|null|\[object Object\])\b.{0,30}/.exec(zien.tekst)?.[0]}`);
    const metEditie = /Editi(e|on) \d+/.test(zien.tekst);
    if (metEditie && !staat.pad.includes('editie=') && /alle cijfers zijn verzonnen|all figures are invented/.test(zien.tekst) !== w.editie.fictief) mis.push('the fictitious label');
    if (!metEditie && !staat.verwacht && !staat.pad.includes('editie=')) mis.push('does not say which edition it shows');
    mis.push(...hond.klachten.filter((k) => !staat.verwacht?.test(k)));
    return { mis };
  }

  return {
    bezoek,
    async smaller(ander) {
      await opBreedte(page, ander, hoogte);
      return watSteektUit(page);
    },
    async tab(staat, n) {
      await open(staat);
      return tabVolgorde(page, n);
    },
    sluit,
  };
}
