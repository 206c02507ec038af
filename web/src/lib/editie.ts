// SPDX-License-Identifier: EUPL-1.2
// One edition, opened: its areas and indicators with the look-ups every page needs.
import { netteNaam } from './naam';
import { EditieBron, haalEdities, ApiFout, EditieFout } from './api/client';
import type { Editie, EditieRegel, Gebieden, GebiedenNiveau, Indicator, Indicatoren, Ladder, Niveau } from './api/model';

export interface Gebied {
  code: string;
  naam: string;
  niveau: Niveau;
  /** Position in the columns of its level. */
  i: number;
  wijk: string | null;
  gemeente: string | null;
  inwoners: number | null;
  leeg: boolean;
  voorheen: string[];
  vroegereNamen: string[];
}

export const NIVEAUS: readonly Niveau[] = ['buurt', 'wijk', 'gemeente', 'land'];

export class OpenEditie {
  private readonly plek = new Map<string, [Niveau, number]>();
  private readonly perId = new Map<string, Indicator>();
  private readonly gemaakt = new Map<Niveau, Gebied[]>();

  constructor(
    readonly bron: EditieBron,
    readonly regels: EditieRegel[],
    readonly editie: Editie,
    readonly gebieden: Gebieden,
    readonly ladder: Ladder,
    readonly catalogus: Indicatoren,
    /** When the list of editions was fetched, when that was on an earlier visit; null when it is fresh. */
    readonly bewaard: string | null = null,
  ) {
    for (const niveau of NIVEAUS) {
      const k = this.kolommen(niveau);
      if (k) k.naam = k.naam.map(netteNaam);
      k?.code.forEach((code, i) => {
        this.plek.set(code, [niveau, i]);
      });
    }
    for (const ind of catalogus.indicatoren) this.perId.set(ind.id, ind);
  }

  get id(): string {
    return this.editie.id;
  }

  /** The edition that readers get when they ask for none in particular. */
  get actueel(): EditieRegel | undefined {
    return this.regels.find((r) => r.actueel) ?? this.regels[0];
  }

  get landelijk(): boolean {
    return this.editie.gemeenten.length !== 1;
  }

  /** The country can be drawn as a whole. */
  get heelLand(): boolean {
    return isHeelLand(this.editie);
  }

  kolommen(niveau: Niveau): GebiedenNiveau | undefined {
    return this.gebieden.niveaus[niveau];
  }

  indicator(id: string): Indicator | undefined {
    return this.perId.get(id);
  }

  gebied(code: string | null | undefined): Gebied | null {
    const p = this.plekVan(code);
    return p ? this.gebiedOp(p[0], p[1]) : null;
  }

  /** An address may write a code in small letters. */
  private plekVan(code: string | null | undefined): [Niveau, number] | undefined {
    return code ? (this.plek.get(code) ?? this.plek.get(code.toUpperCase())) : undefined;
  }

  /** An area is made when it is first asked for, and is the same one from then on. */
  gebiedOp(niveau: Niveau, i: number): Gebied | null {
    const gemaakt = this.gemaakt.get(niveau) ?? new Array<Gebied>(this.kolommen(niveau)?.code.length ?? 0);
    this.gemaakt.set(niveau, gemaakt);
    const gebied = gemaakt[i] ?? this.maakGebied(niveau, i);
    if (gebied) gemaakt[i] = gebied;
    return gebied;
  }

  private maakGebied(niveau: Niveau, i: number): Gebied | null {
    const k = this.kolommen(niveau);
    const code = k?.code[i];
    if (!k || code === undefined) return null;
    const wijk = k.wijk?.[i];
    const gemeente = k.gemeente?.[i];
    return {
      code,
      naam: k.naam[i] ?? code,
      niveau,
      i,
      wijk: wijk == null ? null : (this.kolommen('wijk')?.code[wijk] ?? null),
      gemeente: niveau === 'gemeente' ? code : gemeente == null ? null : (this.kolommen('gemeente')?.code[gemeente] ?? null),
      inwoners: k.inwoners?.[i] ?? null,
      leeg: k.leeg?.[i] ?? false,
      voorheen: k.voorheen?.[i] ?? [],
      vroegereNamen: k.vroegereNamen?.[i] ?? [],
    };
  }

  /** Positions of the areas of one gemeente (all of them in a municipal edition), or with null of the whole country. */
  plekkenIn(niveau: Niveau, gemeente: string | null): number[] {
    const k = this.kolommen(niveau);
    if (!k) return [];
    if (gemeente === null) return k.code.map((_, i) => i);
    const g = this.kolommen('gemeente')?.code.indexOf(gemeente) ?? -1;
    return k.code.flatMap((code, i) => (niveau === 'gemeente' ? code === gemeente : k.gemeente?.[i] === g) ? [i] : []);
  }

  /** What a place with an earlier code is called in this edition; several when it was split. */
  opvolgers(oudeCode: string): Gebied[] {
    return NIVEAUS.flatMap((niveau) =>
      (this.kolommen(niveau)?.voorheen ?? []).flatMap((oud, i) => {
        const g = oud.includes(oudeCode) ? this.gebiedOp(niveau, i) : null;
        return g ? [g] : [];
      }),
    );
  }

  /** The gemeente a page is about: that of the chosen area, else the asked one, else the reference of the edition. */
  gemeenteVoor(gebied: string | null, gevraagd: string | null): string {
    const vraag = this.gebied(gevraagd);
    const keuze = this.gebied(gebied)?.gemeente ?? (vraag?.niveau === 'gemeente' ? vraag.code : null);
    if (keuze) return keuze;
    const ref = this.gebied(this.editie.referentie);
    if (ref?.niveau === 'gemeente') return ref.code;
    return this.editie.gemeenten[0] ?? this.kolommen('gemeente')?.code[0] ?? '';
  }

  /** The area that scores and verdicts compare with: a gemeente, or the country in a national edition. */
  get referentieNaam(): string {
    return this.naam(this.editie.referentie);
  }

  get vergelijktMetGemeente(): boolean {
    return this.gebied(this.editie.referentie)?.niveau === 'gemeente';
  }

  naam(code: string | null | undefined): string {
    const p = this.plekVan(code);
    return (p && this.kolommen(p[0])?.naam[p[1]]) ?? code ?? '';
  }
}

/** An edition of several gemeenten with tiles: the country can be drawn as a whole. */
const isHeelLand = (e: Editie): boolean => e.gemeenten.length !== 1 && e.tegels === true;

/**
 * Opens the asked edition, or the current one. Its id is resolved once; everything after that is immutable.
 * `voorLand` is called as soon as it is known that the country can be drawn, before areas and catalogue are there.
 */
export async function openEditie(gevraagd: string | null, voorLand?: () => void): Promise<OpenEditie> {
  const { regels, bewaard } = await haalEdities();
  const regel = gevraagd ? regels.find((r) => r.id === gevraagd) : (regels.find((r) => r.actueel) ?? regels[0]);
  if (!regel) throw gevraagd && regels.length ? new EditieFout(gevraagd, regels) : new ApiFout('niet_gevonden', '/v1/edities');
  const bron = new EditieBron(regel.id);
  if (voorLand) void bron.editie().then((e) => isHeelLand(e) && voorLand(), () => undefined);
  const [editie, gebieden, ladder, indicatoren] = await Promise.all([
    bron.editie(),
    bron.gebieden(),
    bron.ladder(),
    bron.indicatoren(),
  ]);
  return new OpenEditie(bron, regels, editie, gebieden, ladder, indicatoren, bewaard);
}
