// SPDX-License-Identifier: EUPL-1.2
// Every page, and of every page the states a reader can meet: chosen, empty, without figures, wrong address, broken part. The common walk
// (paginas.test.ts) visits all of them. States of a page that need more than an address live in staten/<page>.ts: a file there with a
// default export `(w: Wereld) => Staat[] | Promise<Staat[]>` is picked up by itself.
import type { Page } from 'playwright-core';
import { kaartIndicator, plekkenMetCijfer, vervals, weiger, type Wereld } from './wereld';

export interface Staat {
  /** Unique; the name of the test and of a picture. */
  naam: string;
  pad: string;
  /** Before the page is opened: answers that are changed or refused. */
  vooraf?: (page: Page) => Promise<void>;
  /** After it is drawn: open a dialog, choose something. */
  erna?: (page: Page) => Promise<void>;
  /** Complaints that belong to the state, such as the 404 it is about. */
  verwacht?: RegExp;
}

export type Staten = (w: Wereld) => Staat[] | Promise<Staat[]>;

/** What is refused is also a line in the console of the browser. */
const GEWEIGERD = /Failed to load resource|^(404|503|500): /;

const paginas: Staten = async (w) => {
  const i = kaartIndicator(w);
  if (!i) throw new Error('the edition has no indicator with figures per buurt');
  const plek = (await plekkenMetCijfer(w, i, 'buurt'))[0]?.code ?? '';
  const wijk = w.gebieden.niveaus.wijk?.code[0] ?? '';
  const zonder = w.indicatoren.find((x) => x.niveaus.length === 0);
  const alleenGemeente = w.indicatoren.find((x) => x.niveaus.length === 1 && x.niveaus[0] === 'gemeente');
  return [
    { naam: 'overzicht', pad: '/' },
    { naam: 'overzicht-gekozen', pad: `/?gebied=${plek}` },
    { naam: 'kaart', pad: `/kaart/${i.id}?gebied=${plek}` },
    { naam: 'kaart-wijk', pad: `/kaart/${i.id}?niveau=wijk` },
    { naam: 'gebied-buurt', pad: `/gebied/${plek}` },
    { naam: 'gebied-wijk', pad: `/gebied/${wijk}` },
    { naam: 'gebied-gemeente', pad: `/gebied/${w.editie.referentie}` },
    { naam: 'ladder', pad: '/ladder' },
    { naam: 'ladder-gebied', pad: `/ladder?gebied=${wijk}` },
    { naam: 'bronnen', pad: '/bronnen' },
    { naam: 'herkomst', pad: `/bronnen/${i.id}?gebied=${plek}&periode=${i.perioden[0]}` },
    { naam: 'over', pad: '/over' },
    { naam: 'toegankelijkheid', pad: '/toegankelijkheid' },
    { naam: 'privacy', pad: '/privacy' },
    { naam: 'methode', pad: '/methode' },
    { naam: 'methode-onderwerp', pad: '/methode/intervals' },
    { naam: 'vergelijk', pad: '/vergelijk' },
    { naam: 'vergelijk-buurt', pad: `/vergelijk?niveau=buurt&leefgebied=${i.leefgebied}` },
    { naam: 'signalen', pad: '/signalen' },
    { naam: 'signalen-soort', pad: '/signalen?soort=gespleten_wijk' },
    ...(zonder ? [{ naam: 'kaart-zonder-cijfers', pad: `/kaart/${zonder.id}` }, { naam: 'bron-zonder-cijfers', pad: `/bronnen/${zonder.id}` }] : []),
    ...(alleenGemeente ? [{ naam: 'kaart-alleen-gemeente', pad: `/kaart/${alleenGemeente.id}` }] : []),
  ];
};

const fouten: Staten = (w) => {
  const i = kaartIndicator(w)?.id ?? '';
  const wijk = w.gebieden.niveaus.wijk?.code[0] ?? '';
  return [
    { naam: 'onbekend-onderwerp', pad: '/kaart/bestaat-niet' },
    { naam: 'onbekend-gebied', pad: '/gebied/BU00000000' },
    { naam: 'onbekende-editie', pad: `/kaart/${i}?editie=bestaat-niet` },
    { naam: 'server-stuk', pad: `/kaart/${i}`, vooraf: (p) => weiger(p, /\/waarnemingen\//, 500), verwacht: GEWEIGERD },
    { naam: 'api-weg', pad: '/', vooraf: (p) => weiger(p, /^\/v1\//, 503), verwacht: GEWEIGERD },
    { naam: 'kaart-zonder-grenzen', pad: `/kaart/${i}`, vooraf: (p) => weiger(p, /\/kaarten\//, 404), verwacht: GEWEIGERD },
    { naam: 'gebied-zonder-signalen', pad: `/gebied/${wijk}`, vooraf: (p) => weiger(p, /\/(signalen|vergelijkbaar|scores)/, 404), verwacht: GEWEIGERD },
    { naam: 'profiel-onleesbaar', pad: `/gebied/${wijk}`, vooraf: (p) => vervals(p, /\/profielen\//, (x) => ({ ...x, ladder: null })) },
  ];
};

export async function alleStaten(w: Wereld): Promise<Staat[]> {
  const overig = Object.values(import.meta.glob<{ default: Staten }>('./staten/*.ts', { eager: true })).map((m) => m.default);
  const lijst = (await Promise.all([paginas, fouten, ...overig].map((s) => s(w)))).flat();
  const dubbel = lijst.map((s) => s.naam).filter((n, k, alle) => alle.indexOf(n) !== k);
  if (dubbel.length) throw new Error(`states with one name: ${dubbel.join(', ')}`);
  return lijst;
}
