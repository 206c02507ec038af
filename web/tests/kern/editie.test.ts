// SPDX-License-Identifier: EUPL-1.2
// From page to edition: with the default weighting the page's scores and ranks are those of the edition, and a weighting that the page saves
// gives, built, an edition with the scores that the page showed.
import { cpSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bronnen, Editie, Gebieden, Indicatoren, Ladder, Profielen, Scores, Scoring } from '../../src/lib/api/model';
import { alsToml } from '../../src/lib/model/bestand';
import { maakInvoer, type ModelNiveau } from '../../src/lib/model/invoer';
import type { Kern } from '../../src/lib/model/kern';
import { ALLES, bouwGroepen, telbaar, uitgangspunt } from '../../src/lib/model/ladder';
import { Rekenaar, type Speling, type Uitslag } from '../../src/lib/model/rekenaar';
import { leeg, type Variant } from '../../src/lib/model/variant';
import { isModel } from '../../src/lib/trend';
import { draai, kern, tijdelijk } from './motor';

// A score is published with two decimals and computed from figures on the scale with two decimals.
const SCORE = 0.011;
let k: Kern;
const { map, weg } = tijdelijk();
const stad = join(map, 'stad');
let voor: Pagina;

/** What the page knows of an edition: its public resources. */
class Pagina {
  readonly basis: string;
  readonly editie: Editie;
  readonly gemeente: string;
  readonly profiel: Profielen;
  readonly scores: Scores;
  readonly scoring: Scoring;
  readonly ladder: Ladder;
  readonly catalogus: Indicatoren;
  readonly gebieden: Gebieden;
  readonly bronnen: Bronnen;

  constructor(project: string) {
    this.basis = join(realpathSync(join(project, 'editions', 'current')), 'v1');
    this.editie = this.lees('editie');
    this.gemeente = this.editie.gemeenten[0] ?? '';
    this.profiel = this.lees(`profielen/${this.gemeente}`);
    this.scores = this.lees(`scores/${this.gemeente}`);
    this.scoring = this.lees('scoring');
    this.ladder = this.lees('ladder');
    this.catalogus = this.lees('indicatoren');
    this.gebieden = this.lees('gebieden');
    this.bronnen = this.lees('bronnen');
  }
  private lees<T>(naam: string): T {
    return JSON.parse(readFileSync(join(this.basis, `${naam}.json`), 'utf8')) as T;
  }
  get indicatoren() {
    return this.catalogus.indicatoren.filter((i) => i.trede !== null && i.variantVan === null);
  }
  get uit() {
    const { gewichten, gewichtenTreden } = this.scoring.instellingen;
    return uitgangspunt(this.ladder, this.indicatoren, gewichten, gewichtenTreden ?? {});
  }
  reken(niveau: ModelNiveau, gevraagd: string, v: Variant, herhalingen = 0): { uitslag: Uitslag; speling: Speling | null } {
    const invoer = maakInvoer(this.profiel, this.scoring, this.gebieden, this.editie.referentie, this.catalogus.indicatoren, niveau);
    const r = new Rekenaar(k, invoer);
    const model = new Set(this.bronnen.bronnen.filter((b) => b.model).map((b) => b.id));
    const modellen = new Set(this.indicatoren.filter((i) => isModel(i.maat, model.has(i.bron ?? ''))).map((i) => i.id));
    const groepen = bouwGroepen(
      { ladder: this.ladder, indicatoren: this.indicatoren, kolom: new Map(invoer.kolommen.map((c, i) => [c.id, i])), kolommen: invoer.kolommen.length, isModel: (id) => modellen.has(id) },
      v, this.uit, gevraagd,
    );
    const uitslag = r.scoor(groepen);
    if (herhalingen === 0) return { uitslag, speling: null };
    const h = r.herhaal(groepen, herhalingen, 20);
    for (let i = 0; i < herhalingen; i += 1) h.stap();
    return { uitslag, speling: h.klaar() };
  }
  kolom(gevraagd: string, niveau: ModelNiveau) {
    return this.scores.groepen.find((g) => (gevraagd === ALLES ? g.soort === 'totaal' : g.soort === 'trede' && g.trede === gevraagd))?.niveaus[niveau];
  }
}

/** Scores agree to the rounding of what is published; ranks too, but for areas whose published scores are as good as equal. */
function gelijk(u: Uitslag, p: Pagina, gevraagd: string, niveau: ModelNiveau): number {
  const k = p.kolom(gevraagd, niveau);
  let gerangschikt = 0;
  u.score.forEach((score, i) => {
    const hun = k?.score?.[i] ?? null;
    expect(Number.isNaN(score), `${gevraagd} ${niveau} ${i}`).toBe(hun === null);
    if (hun === null) return;
    expect(Math.abs(score - hun)).toBeLessThan(SCORE);
    const rang = k?.rang?.[i] ?? 0;
    expect(u.rang[i] === 0, `${gevraagd} ${niveau} ${i}`).toBe(rang === 0);
    if (rang === 0) return;
    gerangschikt += 1;
    if (rang === u.rang[i]) return;
    // Another place is only right between neighbours that the rounding cannot tell apart.
    const opPlek = k?.rang?.findIndex((r) => r === u.rang[i]) ?? -1;
    if (opPlek >= 0) expect(Math.abs((k?.score?.[opPlek] ?? Infinity) - hun)).toBeLessThan(2 * SCORE);
  });
  return gerangschikt;
}

beforeAll(async () => {
  k = await kern();
  draai('demo', stad, '--no-serve', '--lang', 'en');
  voor = new Pagina(stad);
});
afterAll(weg);

const TREDEN = () => voor.ladder.treden.map((t) => t.id);

describe('the default weighting', () => {
  it('gives the scores and ranks of the edition, on every trede, per buurt and per wijk', () => {
    let rangen = 0;
    for (const niveau of ['buurt', 'wijk'] as const)
      for (const trede of TREDEN()) rangen += gelijk(voor.reken(niveau, trede, leeg()).uitslag, voor, trede, niveau);
    expect(rangen).toBeGreaterThan(100);
  });
  it('gives margins of ranks close to those of the edition, with the same number of replications', () => {
    const trede = TREDEN()[0] ?? '';
    const { speling, uitslag } = voor.reken('buurt', trede, leeg(), voor.scores.herhalingen);
    const kolom = voor.kolom(trede, 'buurt');
    let som = 0;
    let aantal = 0;
    uitslag.rang.forEach((rang, i) => {
      if (rang === 0) return;
      aantal += 1;
      som += Math.abs((speling?.rangVan[i] ?? 0) - (kolom?.rangVan?.[i] ?? 0)) + Math.abs((speling?.rangTot[i] ?? 0) - (kolom?.rangTot?.[i] ?? 0));
    });
    // Only withheld figures are drawn otherwise: the page does not know what a wijk holds together.
    expect(som / (2 * aantal)).toBeLessThan(1.5);
  });
});

describe('a weighting that the page saves', () => {
  it('gives, put in the catalogue folder and built, an edition with the scores that the page showed', () => {
    const kan = voor.indicatoren.filter(telbaar);
    const eerste = TREDEN()[0] ?? '';
    const uitgezet = kan.filter((i) => i.trede === eerste && i.niveaus.includes('buurt')).slice(0, 2);
    const verplaatst = kan.find((i) => i.trede !== eerste && i.niveaus.includes('buurt') && voor.uit.past(eerste, i.leefgebied ?? ''));
    if (uitgezet.length < 2 || !verplaatst) throw new Error('the town has too few indicators per buurt');
    const lg = voor.ladder.leefgebieden.map((l) => l.id);
    const v: Variant = {
      leefgebieden: { [lg[0] ?? '']: 2.5, [lg.at(-1) ?? '']: 0.25, [lg[4] ?? '']: 0 },
      indicatoren: { [uitgezet[0]?.id ?? '']: { gewicht: 0 }, [uitgezet[1]?.id ?? '']: { gewicht: 3 }, [verplaatst.id]: { trede: eerste, leefgebied: verplaatst.leefgebied ?? '', gewicht: 2 } },
      treden: { [TREDEN()[1] ?? '']: 0.5 },
    };
    const kopie = join(map, 'kopie');
    cpSync(stad, kopie, { recursive: true, verbatimSymlinks: true });
    rmSync(join(kopie, 'editions'), { recursive: true });
    mkdirSync(join(kopie, 'catalogue'), { recursive: true });
    writeFileSync(join(kopie, 'catalogue', 'weging-eigen.toml'), alsToml(v, ['een weging van de pagina'], true));
    draai('build', kopie, '--lang', 'en');
    const na = new Pagina(kopie);
    expect(na.scoring.instellingen.totaal).toBe(true);
    expect(na.scoring.instellingen.gewichtenTreden).toEqual(v.treden);
    for (const niveau of ['buurt', 'wijk'] as const)
      for (const gevraagd of [...TREDEN(), ALLES]) {
        const getoond = voor.reken(niveau, gevraagd, v).uitslag;
        const rangen = gelijk(getoond, na, gevraagd, niveau);
        if (gevraagd === eerste) expect(rangen).toBeGreaterThan(10);
        // And the page on the new edition, with nothing moved, shows the same.
        gelijk(na.reken(niveau, gevraagd, leeg()).uitslag, na, gevraagd, niveau);
      }
    // It is another weighting indeed.
    const anders = voor.reken('buurt', eerste, v).uitslag.rang.filter((r, i) => r !== voor.reken('buurt', eerste, leeg()).uitslag.rang[i]).length;
    expect(anders).toBeGreaterThan(10);
  });
});
