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

const STIJLEN = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-opacity', 'stroke-linecap', 'stroke-linejoin', 'font', 'font-family', 'font-size', 'font-weight', 'font-variant-numeric', 'text-anchor', 'dominant-baseline', 'opacity', 'paint-order', 'visibility'];
const RAND = 16;
const REGEL = 17;
const NS = 'http://www.w3.org/2000/svg';

const breek = (tekst: string, tekens: number): string[] => {
  const uit: string[] = [];
  for (const woord of tekst.split(/\s+/)) {
    const laatste = uit.at(-1);
    if (laatste !== undefined && laatste.length + woord.length < tekens) uit[uit.length - 1] = `${laatste} ${woord}`;
    else uit.push(woord);
  }
  return uit;
};

/** A copy that stands by itself: styles as attributes, title above, lines below, on a white ground. */
export function losseSvg(bron: SVGSVGElement, opschrift: Opschrift): { tekst: string; breedte: number; hoogte: number } {
  const { width: b, height: h } = bron.viewBox.baseVal;
  const breedte = Math.max(b, 420) + 2 * RAND;
  const tekens = Math.floor((breedte - 2 * RAND) / 6.6);
  const titel = breek(opschrift.titel, Math.floor(tekens * 0.8));
  const onder = opschrift.regels.flatMap((r) => breek(r, tekens));
  const top = RAND + titel.length * 24 + 8;
  const hoogte = top + h + 14 + onder.length * REGEL + RAND;
  const kopie = bron.cloneNode(true) as SVGSVGElement;
  const van = [bron, ...bron.querySelectorAll('*')];
  const naar = [kopie, ...kopie.querySelectorAll('*')];
  van.forEach((el, i) => {
    const s = getComputedStyle(el);
    const doel = naar[i];
    if (!doel) return;
    for (const naam of STIJLEN) {
      const waarde = s.getPropertyValue(naam);
      if (waarde && waarde !== 'none' && waarde !== 'normal' && waarde !== 'auto') doel.setAttribute(naam, waarde);
      else if (naam === 'fill' && waarde === 'none') doel.setAttribute('fill', 'none');
    }
    doel.removeAttribute('class');
    doel.removeAttribute('tabindex');
  });
  for (const patroon of verwijzingen(kopie)) {
    const echt = document.getElementById(patroon);
    if (echt && !kopie.querySelector(`#${CSS.escape(patroon)}`)) kopie.prepend(echt.cloneNode(true));
  }
  const svg = document.createElementNS(NS, 'svg');
  svg.setAttribute('xmlns', NS);
  svg.setAttribute('viewBox', `0 0 ${breedte} ${hoogte}`);
  svg.setAttribute('width', String(breedte));
  svg.setAttribute('height', String(hoogte));
  const zet = (naam: string, eigenschappen: Record<string, string | number>, tekst?: string): void => {
    const el = document.createElementNS(NS, naam);
    for (const [k, v] of Object.entries(eigenschappen)) el.setAttribute(k, String(v));
    if (tekst !== undefined) el.textContent = tekst;
    svg.append(el);
  };
  zet('title', {}, opschrift.titel);
  zet('desc', {}, [bron.getAttribute('aria-label') ?? '', ...opschrift.regels].join(' '));
  zet('rect', { width: breedte, height: hoogte, fill: '#fff' });
  const sans = "'Source Sans 3', system-ui, sans-serif";
  titel.forEach((r, i) => zet('text', { x: RAND, y: RAND + 18 + i * 24, 'font-family': "'Source Serif 4', Georgia, serif", 'font-size': 20, 'font-weight': 600, fill: '#16202b' }, r));
  kopie.setAttribute('x', String(RAND));
  kopie.setAttribute('y', String(top));
  kopie.setAttribute('width', String(b));
  kopie.setAttribute('height', String(h));
  svg.append(kopie);
  onder.forEach((r, i) => zet('text', { x: RAND, y: top + h + 14 + (i + 1) * REGEL - 4, 'font-family': sans, 'font-size': 13, fill: '#4a5563' }, r));
  return { tekst: new XMLSerializer().serializeToString(svg), breedte, hoogte };
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

export async function alsPng(svg: { tekst: string; breedte: number; hoogte: number }, dichtheid = 2): Promise<Blob> {
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
