// SPDX-License-Identifier: EUPL-1.2
// What leaves the page: a chart as CSV, SVG or PNG, with title, source, edition, licence and what was withheld inside the file.
export interface Opschrift {
  titel: string;
  /** Lines below the chart: source and licence, edition, what was withheld, and that a town is fictitious. */
  regels: string[];
}

export interface Tabel {
  kop: string[];
  rijen: (string | number | null)[][];
}

const cel = (x: string | number | null): string => {
  if (x == null) return '';
  const s = typeof x === 'number' ? String(x) : /^[=+\-@\t\r]/.test(x) ? `'${x}` : x;
  return /[;"\n\r]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s;
};

/** `;`, decimal point, empty = no value; lines that start with # say what it is. */
export function tabelAlsCsv(opschrift: Opschrift, tabel: Tabel): string {
  return [
    ...[opschrift.titel, ...opschrift.regels].map((r) => `# ${r.replaceAll(/[\r\n]+/g, ' ')}`),
    tabel.kop.map(cel).join(';'),
    ...tabel.rijen.map((r) => r.map(cel).join(';')),
    '',
  ].join('\n');
}

const STIJLEN = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-opacity', 'stroke-linecap', 'stroke-linejoin', 'font-family', 'font-size', 'font-weight', 'font-variant-numeric', 'text-anchor', 'dominant-baseline', 'opacity', 'paint-order', 'visibility'];
const RAND = 16;
const REGEL = 17;
const NS = 'http://www.w3.org/2000/svg';

/** A text over lines of at most so many letters, between words. */
export const breek = (tekst: string, tekens: number): string[] => {
  const uit: string[] = [];
  for (const woord of tekst.split(/\s+/)) {
    const laatste = uit.at(-1);
    if (laatste !== undefined && laatste.length + woord.length < tekens) uit[uit.length - 1] = `${laatste} ${woord}`;
    else uit.push(woord);
  }
  return uit;
};

/** Writes the styles of a drawing, as they are on the screen, into its copy: on the root all of them, deeper only what differs from the
    element around it. What is not shown on the screen is left out. */
function stijlMee(bron: Element, kopie: Element): void {
  const naar = [kopie, ...kopie.querySelectorAll('*')];
  const gelezen = new Map<Element | null, string[]>();
  const weg: Element[] = [];
  [bron, ...bron.querySelectorAll('*')].forEach((el, i) => {
    const s = getComputedStyle(el);
    const waarden = STIJLEN.map((naam) => s.getPropertyValue(naam));
    gelezen.set(el, waarden);
    const rondom = el === bron ? null : gelezen.get(el.parentElement);
    const doel = naar[i];
    if (!doel) return;
    if (s.display === 'none') weg.push(doel);
    STIJLEN.forEach((naam, k) => {
      const waarde = waarden[k] ?? '';
      const gewoon = naam === 'opacity' ? waarde === '1' : rondom ? waarde === rondom[k] : waarde === 'auto' || waarde === 'normal';
      if (waarde && !gewoon) doel.setAttribute(naam, waarde);
    });
    for (const naam of ['class', 'tabindex', 'role', 'aria-selected', 'data-code']) doel.removeAttribute(naam);
  });
  for (const el of weg) el.remove();
}

/** Does something in the light colours of the theme, whatever the screen shows: a picture leaves the site on white. */
function inLicht<T>(doe: () => T): T {
  const { style } = document.documentElement;
  const eigen = new Map<string, string>();
  for (const blad of document.styleSheets)
    for (const regel of blad.cssRules)
      if (regel instanceof CSSStyleRule && regel.selectorText.includes(':root'))
        for (const naam of regel.style)
          if (naam.startsWith('--')) {
            if (!eigen.has(naam)) eigen.set(naam, style.getPropertyValue(naam));
            style.setProperty(naam, regel.style.getPropertyValue(naam));
          }
  try {
    return doe();
  } finally {
    for (const [naam, waarde] of eigen) {
      if (waarde) style.setProperty(naam, waarde);
      else style.removeProperty(naam);
    }
  }
}

export interface LosseSvg {
  tekst: string;
  breedte: number;
  hoogte: number;
}

/** A copy that stands by itself: styles as attributes, title above, lines below, on a white ground; `sleutels` stand below the drawing. */
export const losseSvg = (bron: SVGSVGElement, opschrift: Opschrift, sleutels: readonly SVGSVGElement[] = []): LosseSvg => inLicht(() => maakLos(bron, opschrift, sleutels));

function maakLos(bron: SVGSVGElement, opschrift: Opschrift, sleutels: readonly SVGSVGElement[]): LosseSvg {
  const delen = [bron, ...sleutels];
  const breedte = Math.max(...delen.map((d) => d.viewBox.baseVal.width), 420) + 2 * RAND;
  const tekens = Math.floor((breedte - 2 * RAND) / 6.6);
  const titel = breek(opschrift.titel, Math.floor(tekens * 0.8));
  const onder = opschrift.regels.flatMap((r) => breek(r, tekens));
  const svg = document.createElementNS(NS, 'svg');
  const zet = (naam: string, eigenschappen: Record<string, string | number>, tekst?: string): void => {
    const el = document.createElementNS(NS, naam);
    for (const [k, v] of Object.entries(eigenschappen)) el.setAttribute(k, String(v));
    if (tekst !== undefined) el.textContent = tekst;
    svg.append(el);
  };
  let y = RAND + titel.length * 24 + 8;
  const tekeningen = delen.map((d) => {
    const kopie = d.cloneNode(true) as SVGSVGElement;
    stijlMee(d, kopie);
    const { width, height } = d.viewBox.baseVal;
    for (const [k, v] of Object.entries({ x: RAND, y, width, height })) kopie.setAttribute(k, String(v));
    y += height + 14;
    return kopie;
  });
  const hoogte = y + onder.length * REGEL + RAND;
  for (const [k, v] of Object.entries({ xmlns: NS, viewBox: `0 0 ${breedte} ${hoogte}`, width: breedte, height: hoogte })) svg.setAttribute(k, String(v));
  zet('title', {}, opschrift.titel);
  zet('desc', {}, [bron.getAttribute('aria-label') ?? '', ...opschrift.regels].join(' '));
  zet('rect', { width: breedte, height: hoogte, fill: '#fff' });
  const sans = "'Source Sans 3', system-ui, sans-serif";
  titel.forEach((r, i) => zet('text', { x: RAND, y: RAND + 18 + i * 24, 'font-family': "'Source Serif 4', Georgia, serif", 'font-size': 20, 'font-weight': 600, fill: '#16202b' }, r));
  svg.append(...gedeeld(tekeningen), ...tekeningen);
  onder.forEach((r, i) => zet('text', { x: RAND, y: y + (i + 1) * REGEL - 4, 'font-family': sans, 'font-size': 13, fill: '#4a5563' }, r));
  return { tekst: new XMLSerializer().serializeToString(svg), breedte, hoogte };
}

/** Patterns and shapes that the drawings refer to and that stand elsewhere on the page, each once and with its own colours. */
function gedeeld(tekeningen: readonly SVGSVGElement[]): Element[] {
  const ids = new Set(tekeningen.flatMap((d) => [...verwijzingen(d)]));
  return [...ids].flatMap((id) => {
    const echt = document.getElementById(id);
    if (!echt || tekeningen.some((d) => d.querySelector(`#${CSS.escape(id)}`))) return [];
    const kopie = echt.cloneNode(true) as Element;
    stijlMee(echt, kopie);
    return [kopie];
  });
}

/** Ids that the drawing refers to (patterns of hatching, shared shapes). */
function verwijzingen(svg: SVGSVGElement): Set<string> {
  const uit = new Set<string>();
  for (const el of svg.querySelectorAll('*')) {
    for (const a of el.getAttributeNames()) {
      const waarde = el.getAttribute(a) ?? '';
      const url = /url\(["']?#([^"')]+)["']?\)/.exec(waarde);
      if (url?.[1]) uit.add(url[1]);
      if ((a === 'href' || a === 'xlink:href') && waarde.startsWith('#')) uit.add(waarde.slice(1));
    }
  }
  return uit;
}

export async function alsPng(svg: LosseSvg, dichtheid = 2): Promise<Blob> {
  const beeld = new Image();
  beeld.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg.tekst)}`;
  await beeld.decode();
  const doek = document.createElement('canvas');
  doek.width = svg.breedte * dichtheid;
  doek.height = svg.hoogte * dichtheid;
  const pen = doek.getContext('2d');
  if (!pen) throw new Error('no canvas');
  pen.drawImage(beeld, 0, 0, doek.width, doek.height);
  return new Promise((goed, fout) => doek.toBlob((b) => (b ? goed(b) : fout(new Error('no picture'))), 'image/png'));
}

export function bewaar(naam: string, inhoud: Blob): void {
  const a = document.createElement('a');
  a.href = URL.createObjectURL(inhoud);
  a.download = naam;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 1000);
}
