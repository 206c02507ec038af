// SPDX-License-Identifier: EUPL-1.2
// The drawings of emptiness and marks as small pictures that repeat without a seam: those of Patronen.svelte, for a map that cannot
// use SVG. Colours come from the tokens.
import { TEKENINGEN, type LandKleuren, type Tekening } from './landstijl';

/** Sharp on screens with two pixels to one. */
export const FIJN = 2;
const MAAT: Record<Tekening, number> = {
  geheim: 7, geen: 9, niveau: 12, onzeker: 8, 'onzeker-licht': 8, modelschatting: 7, 'modelschatting-licht': 7, herrekend: 7, 'herrekend-licht': 7,
};
const DONKER = 'rgba(22, 32, 43, 0.62)';
const LICHT = 'rgba(255, 255, 255, 0.85)';

/** A token's colour in the form that a map can read, whatever notation a theme uses. */
export function leesKleur(waarde: string): string {
  const doek = document.createElement('canvas');
  doek.width = doek.height = 1;
  const pen = doek.getContext('2d', { willReadFrequently: true });
  if (!pen) return waarde;
  pen.fillStyle = waarde;
  pen.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0, a = 255] = pen.getImageData(0, 0, 1, 1).data;
  return `rgba(${r}, ${g}, ${b}, ${a / 255})`;
}

export interface PatroonKleuren {
  grond: string;
  arcering: string;
  wit: string;
  kruis: string;
}

export function leesKleuren(element: Element): LandKleuren & PatroonKleuren {
  const stijl = getComputedStyle(element);
  const token = (naam: string): string => leesKleur(stijl.getPropertyValue(`--trede-${naam}`).trim());
  return {
    klassen: [1, 2, 3, 4, 5].map((k) => token(`map-${k}`)),
    nvt: token('empty-na'),
    wit: token('empty-none'),
    kaal: token('map-plain'),
    grens: token('map-border'),
    omtrek: token('map-outline'),
    inkt: token('color-ink'),
    accent: token('color-accent'),
    achtergrond: token('color-background'),
    grond: token('empty-ground'),
    arcering: token('empty-hatch'),
    kruis: token('empty-cross'),
  };
}

type Pen = CanvasRenderingContext2D;

/** Stripes at 45°, up to the right or (terug) down to the right; drawn three times so that they go on in the next tile. */
function strepen(pen: Pen, m: number, dik: number, terug: boolean): void {
  pen.lineWidth = dik;
  pen.beginPath();
  for (const d of [-m, 0, m]) {
    pen.moveTo(d - 1, terug ? -1 : m + 1);
    pen.lineTo(d + m + 1, terug ? m + 1 : -1);
  }
  pen.stroke();
}

function teken(pen: Pen, t: Tekening, m: number, k: PatroonKleuren): void {
  const kleur = t.endsWith('-licht') ? LICHT : DONKER;
  pen.fillStyle = pen.strokeStyle = kleur;
  switch (t) {
    case 'geheim':
      pen.fillStyle = k.grond;
      pen.fillRect(0, 0, m, m);
      pen.strokeStyle = k.arcering;
      return strepen(pen, m, 1.7, false);
    case 'geen':
      pen.fillStyle = k.wit;
      pen.fillRect(0, 0, m, m);
      pen.strokeStyle = k.kruis;
      pen.lineWidth = 1;
      return pen.stroke(new Path2D('M3 3l3 3M6 3l-3 3'));
    case 'niveau':
      pen.fillStyle = k.wit;
      pen.fillRect(0, 0, m, m);
      pen.strokeStyle = k.arcering;
      pen.lineWidth = 1;
      return pen.strokeRect(2.5, 2.5, 7, 7);
    case 'onzeker':
    case 'onzeker-licht':
      return strepen(pen, m, 1.1, true);
    case 'modelschatting':
    case 'modelschatting-licht':
      pen.beginPath();
      pen.arc(m / 2, m / 2, 1.1, 0, 7);
      return pen.fill();
    default:
      return pen.fillRect(0, 0, m, 1.1);
  }
}

export function patronen(k: PatroonKleuren): [Tekening, ImageData][] {
  return TEKENINGEN.flatMap((t): [Tekening, ImageData][] => {
    const doek = document.createElement('canvas');
    doek.width = doek.height = MAAT[t] * FIJN;
    const pen = doek.getContext('2d', { willReadFrequently: true });
    if (!pen) return [];
    pen.scale(FIJN, FIJN);
    teken(pen, t, MAAT[t], k);
    return [[t, pen.getImageData(0, 0, doek.width, doek.height)]];
  });
}
