// SPDX-License-Identifier: EUPL-1.2
// Scores, ranks and how sure they are, for one level of one gemeente and any variant. Every number comes out of the engine's kernel.
import type { Invoer, KolomInvoer } from './invoer';
import { GEMIDDELDE, Kern, SCHAAL, SCHAAL_HOOG, SCHAAL_LAAG } from './kern';
import type { Groep } from './ladder';

export interface Uitslag {
  /** NaN where there is no score. */
  score: Float64Array;
  /** Place in the order of all scores, 1 = least favourable; 0 = no score. */
  volgorde: Uint32Array;
  /** That place where it may be told: 0 also where of most of the score no error is known, since then its place has no margin. */
  rang: Uint32Array;
  /** How many areas have a score. */
  gerangschikt: number;
}

export interface Speling {
  herhalingen: number;
  /** 5 to 95 % of the replications; 0 = no rank. */
  rangVan: Uint32Array;
  rangTot: Uint32Array;
  /** Share of the replications in which the area is among the first `eerste`. */
  inEerste: Float32Array;
  eerste: number;
}

const MINSTENS = 5;
const HOOGSTENS_ONBEKEND = 0.5;
const NORMAAL = 4097;
/** Room for the groups of a score: more than four treden of nine leefgebieden, their domains and the whole need. */
const GROEPEN = 64;

interface Kolom {
  invoer: KolomInvoer;
  has: number;
  midden: number;
  omlaag: number;
  omhoog: number;
  schaal: number;
  gesorteerd: number;
  aantalGesorteerd: number;
  geheim: number;
  aantalGeheim: number;
  getoond: number;
  aantalGetoond: number;
  referentie: number;
}

/** Groups as the kernel reads them. */
interface Gelegd {
  eerste: number;
  kind: number;
  gewicht: number;
  model: number;
  aantal: number;
  kinderen: number;
}

export class Rekenaar {
  private readonly kolommen: Kolom[] = [];
  /** Columns of figures and room for the groups: values, whether they are there, and whether their error is known. */
  private readonly waarde: number;
  private readonly has: number;
  private readonly deel: number;
  private readonly key: number;
  private readonly order: number;
  private readonly rank: number;
  private readonly normaal: number;
  private readonly begin: number;

  constructor(
    private readonly kern: Kern,
    readonly invoer: Invoer,
  ) {
    const { n } = invoer;
    const k = kern;
    this.key = k.neem(16 * n);
    this.order = k.neem(8 * n);
    this.rank = k.neem(4 * n);
    this.normaal = k.neem(8 * NORMAAL);
    k.doe.trede_normal_steps(this.normaal);
    for (const kolom of invoer.kolommen) this.kolommen.push(this.leg(kolom));
    const kolommen = this.eersteGroep + GROEPEN;
    this.waarde = k.neem(8 * n * kolommen);
    this.has = k.neem(n * kolommen);
    this.deel = k.neem(4 * n * kolommen);
    k.u8(this.has, n * kolommen).fill(0);
    k.f64(this.waarde, n * kolommen).fill(0);
    k.f32(this.deel, n * kolommen).fill(-1);
    invoer.kolommen.forEach((kolom, c) => {
      const waarde = k.f64(this.waarde + 8 * n * c, n);
      const has = k.u8(this.has + n * c, n);
      const deel = k.f32(this.deel + 4 * n * c, n);
      kolom.z.forEach((z, i) => {
        if (Number.isNaN(z)) return;
        waarde[i] = z;
        has[i] = 1;
        deel[i] = Number.isNaN(kolom.onder[i] ?? NaN) ? 1 : 0;
      });
    });
    this.begin = k.merk;
  }

  /** The column of the first group. */
  get eersteGroep(): number {
    return this.invoer.kolommen.length + 1;
  }

  private leg(kolom: KolomInvoer): Kolom {
    const { n, schaal } = this.invoer;
    const k = this.kern;
    const er = (rij: Float64Array): number => k.legU8(Array.from(rij, (x) => (Number.isNaN(x) ? 0 : 1)));
    const vol = (rij: Float64Array): number => k.legF64(rij.map((x) => (Number.isNaN(x) ? 0 : x)));
    const percentiel = schaal === 'percentile';
    const waarde = vol(kolom.waarde);
    const heeftWaarde = er(kolom.waarde);
    const lineaal = k.legF64([kolom.teken, 0, 1, 1, 0]);
    let bruikbaar = percentiel;
    if (!percentiel) {
      const z = schaal !== 'min-max';
      const tegen = schaal === 'robust-z' ? (kolom.referentie?.waarde ?? NaN) : NaN;
      // Without its reference a figure can be shown on the scale of the edition, and nothing else can be laid along it.
      bruikbaar = (schaal !== 'robust-z' || kolom.referentie !== null) && k.doe.trede_scale(SCHAAL[schaal] ?? 1, kolom.teken, z ? 0 : SCHAAL_LAAG, z ? 1 : SCHAAL_HOOG, tegen, waarde, heeftWaarde, n, this.key, this.order, lineaal) === 1;
    }
    const getoond = Array.from(kolom.waarde).filter((x) => !Number.isNaN(x));
    const gesorteerd = percentiel ? getoond.map((x) => kolom.teken * x).sort((a, b) => a - b) : [];
    const heeftMarge = k.legU8(Array.from(kolom.onder, (x, i) => (Number.isNaN(x) || Number.isNaN(kolom.boven[i] ?? NaN) || Number.isNaN(kolom.z[i] ?? NaN) ? 0 : 1)));
    const midden = percentiel ? waarde : vol(kolom.z);
    const omlaag = k.neem(8 * n);
    const omhoog = k.neem(8 * n);
    const onder = vol(kolom.onder);
    const boven = vol(kolom.boven);
    k.doe.trede_widths(n, heeftMarge, midden, onder, boven, lineaal, percentiel ? 0 : 1, omlaag, omhoog);
    if (!bruikbaar) {
      k.f64(omlaag, n).fill(0);
      k.f64(omhoog, n).fill(0);
    }
    return {
      invoer: kolom,
      has: er(kolom.z),
      midden,
      omlaag,
      omhoog,
      schaal: lineaal,
      gesorteerd: k.legF64(gesorteerd),
      aantalGesorteerd: gesorteerd.length,
      geheim: k.legU32(kolom.geheim),
      aantalGeheim: bruikbaar ? kolom.geheim.length : 0,
      getoond: k.legF64(getoond),
      aantalGetoond: getoond.length,
      referentie: bruikbaar && schaal === 'robust-z' ? this.foutVanReferentie(kolom, lineaal) : 0,
    };
  }

  /** Standard error of the reference on the scale: it moves all areas together. */
  private foutVanReferentie(kolom: KolomInvoer, lineaal: number): number {
    const r = kolom.referentie;
    if (!r || Number.isNaN(r.onder) || Number.isNaN(r.boven)) return 0;
    const k = this.kern;
    const merk = k.merk;
    const een = (x: number): number => k.legF64([x]);
    const schaal = Array.from(k.f64(lineaal, 5));
    const uit = k.legF64([0, 0]);
    const midden = een(0);
    // The width of the reference's own interval: laid from its middle, half of it to either side.
    const vorm = k.legF64([1, (r.onder + r.boven) / 2, schaal[2] ?? 1, schaal[3] ?? 1, 0]);
    k.doe.trede_widths(1, k.legU8([1]), midden, een(r.onder), een(r.boven), vorm, 1, uit, uit + 8);
    const breedte = k.f64(uit, 2)[1] ?? 0;
    k.terug(merk);
    return breedte;
  }

  private legGroepen(groepen: readonly Groep[]): Gelegd {
    const k = this.kern;
    const eerste: number[] = [0];
    for (const g of groepen) eerste.push((eerste.at(-1) ?? 0) + g.kinderen.length);
    return {
      eerste: k.legU32(eerste),
      kind: k.legU32(groepen.flatMap((g) => g.kinderen)),
      gewicht: k.legF64(groepen.flatMap((g) => g.gewichten)),
      model: k.legU8(groepen.flatMap((g) => g.model.map(Number))),
      aantal: groepen.length,
      kinderen: eerste.at(-1) ?? 0,
    };
  }

  /** Scores and ranks of the last group. */
  scoor(groepen: readonly Groep[]): Uitslag {
    const k = this.kern;
    k.terug(this.begin);
    return this.nominaal(groepen).uitslag;
  }

  private nominaal(groepen: readonly Groep[]): { uitslag: Uitslag; gelegd: Gelegd; bestaat: number } {
    const { n, gemiddelde, dekking, modelaandeel } = this.invoer;
    const k = this.kern;
    const leeg: Uitslag = { score: new Float64Array(n).fill(NaN), volgorde: new Uint32Array(n), rang: new Uint32Array(n), gerangschikt: 0 };
    const g = this.legGroepen(groepen);
    const kolommen = this.eersteGroep;
    const { waarde, has } = this;
    const bestaat = has + kolommen * n;
    if (groepen.length === 0 || n === 0) return { uitslag: leeg, gelegd: g, bestaat };
    if (groepen.length > GROEPEN) throw new Error('the kernel has no room for these groups');
    if (k.doe.trede_compose(kolommen, g.aantal, n, waarde, has, g.eerste, g.kind, g.gewicht, g.model, GEMIDDELDE[gemiddelde] ?? 0, dekking, modelaandeel) !== 1)
      throw new Error('the kernel has no room for these groups');
    const top = kolommen + g.aantal - 1;
    const hasTop = k.u8(has + top * n, n).slice();
    const scores = k.f64(waarde + 8 * top * n, n).slice();
    const score = Float64Array.from(scores, (x, i) => (hasTop[i] ? x : NaN));
    // A score of which for the most part no error is known has no rank, but the others are ranked among all that have a score.
    const onbekend = this.onbekend(g, bestaat, kolommen, top);
    const aantal = k.doe.trede_rank(waarde + 8 * top * n, has + top * n, n, this.key, this.order, this.rank);
    const rang = k.u32(this.rank, n).slice();
    if (aantal < MINSTENS) rang.fill(0);
    const volgorde = rang.slice();
    onbekend.forEach((deel, i) => {
      if (deel > HOOGSTENS_ONBEKEND) rang[i] = 0;
    });
    return { uitslag: { score, volgorde, rang, gerangschikt: aantal < MINSTENS ? 0 : aantal }, gelegd: g, bestaat };
  }

  private onbekend(g: Gelegd, bestaat: number, kolommen: number, top: number): Float32Array {
    const { n } = this.invoer;
    const k = this.kern;
    k.doe.trede_unknown(kolommen, g.aantal, n, this.deel, bestaat, g.eerste, g.kind, g.gewicht);
    return k.f32(this.deel + 4 * n * top, n).slice();
  }

  /** The replications, one per step; `klaar` gives the ranges of those done so far. */
  herhaal(groepen: readonly Groep[], hoogstens: number, eerste: number): { stap(): void; klaar(): Speling } {
    const { n, zaad, ruis, gemiddelde, modelaandeel } = this.invoer;
    const k = this.kern;
    k.terug(this.begin);
    const { uitslag, gelegd: g, bestaat } = this.nominaal(groepen);
    const top = this.eersteGroep + g.aantal - 1;
    const kolommen = this.eersteGroep;
    const waarde = k.neem(8 * n * (kolommen + g.aantal));
    const has = k.neem(n * (kolommen + g.aantal));
    k.u8(has, n * (kolommen + g.aantal)).fill(0);
    const toeval = k.neem(4 * n * Math.max(1, this.kolommen.length));
    const werk = k.neem(8 * n);
    const voorReferentie = k.neem(4 * Math.max(1, this.kolommen.length));
    const gewicht = k.neem(8 * Math.max(1, g.kinderen));
    k.f64(gewicht, g.kinderen).set(k.f64(g.gewicht, g.kinderen));
    const getrokken = k.neem(4 * n * hoogstens);
    const plek = { key: k.neem(16 * Math.max(n, hoogstens)), order: k.neem(8 * (Math.max(n, hoogstens) + 1)), rank: k.neem(4 * n * (hoogstens + 1)), werk: k.neem(8 * n), een: k.neem(4 * hoogstens) };
    const uit = { onder: k.neem(4 * n), boven: k.neem(4 * n), van: k.neem(4 * n), tot: k.neem(4 * n), eerste: k.neem(4 * n) };
    const item = k.doe.trede_reference_item() | this.invoer.referentieGebied;
    const eersteKind = k.u32(g.eerste, g.aantal + 1).slice();
    let r = 0;
    const stap = (): void => {
      if (r >= hoogstens || g.aantal === 0 || n === 0) return;
      k.doe.trede_random(zaad, r, this.invoer.eersteGebied, n, this.kolommen.length, toeval);
      k.doe.trede_item_random(zaad, r, item, this.kolommen.length, voorReferentie);
      const ref = k.u32(voorReferentie, this.kolommen.length);
      this.kolommen.forEach((c, i) => {
        k.doe.trede_draw(n, c.has, c.midden, c.omlaag, c.omhoog, c.referentie, c.schaal, c.gesorteerd, c.aantalGesorteerd, c.geheim, c.aantalGeheim, c.getoond, c.aantalGetoond, this.normaal, toeval + 4 * n * i, ref[i] ?? 0, werk, waarde + 8 * n * i, has + n * i);
      });
      if (ruis > 0)
        groepen.forEach((groep, i) => {
          if (groep.soort !== 'vak' && groep.soort !== 'domein') return;
          const van = eersteKind[i] ?? 0;
          k.doe.trede_draw_weights(zaad, r, groep.nummer, g.gewicht + 8 * van, 0, groep.kinderen.length, ruis, gewicht + 8 * van);
        });
      k.doe.trede_replicate(kolommen, g.aantal, n, waarde, has, g.eerste, g.kind, gewicht, g.model, GEMIDDELDE[gemiddelde] ?? 0, modelaandeel, bestaat, getrokken + 4 * n * r);
      r += 1;
    };
    const klaar = (): Speling => {
      const hasTop = bestaat + (g.aantal - 1) * n;
      k.doe.trede_ranges(getrokken, r, n, this.waarde + 8 * top * n, hasTop, eerste, plek.key, plek.order, plek.rank, plek.werk, plek.een, uit.onder, uit.boven, uit.van, uit.tot, uit.eerste);
      const telt = (rij: Uint32Array): Uint32Array => rij.map((x, i) => (uitslag.rang[i] ? x : 0));
      return { herhalingen: r, rangVan: telt(k.u32(uit.van, n).slice()), rangTot: telt(k.u32(uit.tot, n).slice()), inEerste: k.f32(uit.eerste, n).slice(), eerste };
    };
    return { stap, klaar };
  }
}
