// SPDX-License-Identifier: EUPL-1.2
// The heading of the ladder of a whole gemeente: what can be seen of it, and why the rest can not. It counts cells and adds no verdict.
import type { LadderCel } from './api/model';
import { tredeNaam, type Taal } from './format';
import { tellingVan, type Vak } from './profiel';
import { bekendPerTrede, daalt } from './verspreiding';

export interface TredeKennis {
  trede: string;
  /** Cells that apply, and how many of them have figures per buurt or wijk. */
  van: number;
  bekend: number;
  /** Cells of which the whole gemeente is known and nothing finer. */
  alleenGemeente: number;
  /** No indicator on this trede has any figure in this edition. */
  zonderBron: boolean;
}

function alleenGemeente(c: LadderCel): boolean {
  const v = tellingVan(c, 'wijk');
  return v.soort === 'leeg' && v.reden === 'alleen_gemeente';
}

export function kennisVan(treden: readonly string[], cellen: readonly LadderCel[], heeftCijfers: (trede: string) => boolean): TredeKennis[] {
  return bekendPerTrede(treden, cellen).map((r) => ({
    ...r,
    alleenGemeente: cellen.filter((c) => c.trede === r.trede && alleenGemeente(c)).length,
    zonderBron: !heeftCijfers(r.trede),
  }));
}

export function ladderGeheelKop(rij: readonly TredeKennis[], taal: Taal): string {
  const met = rij.filter((r) => r.bekend > 0);
  const eerste = met[0];
  if (!eerste) return taal === 'nl' ? 'Op geen enkele trede zien we verschillen tussen buurten of wijken' : 'On no trede do we see differences between buurten or wijken';
  if (met.length === 1 && rij.length > 1)
    return taal === 'nl' ? `Alleen op trede ${tredeNaam(eerste.trede)} zien we verschillen tussen buurten of wijken` : `Only on trede ${tredeNaam(eerste.trede)} do we see differences between buurten or wijken`;
  if (daalt(rij)) return taal === 'nl' ? 'Hoe lager op de ladder, hoe minder we over de plek weten' : 'The lower on the ladder, the less we know about the place';
  const [bekend, van] = [rij.reduce((s, r) => s + r.bekend, 0), rij.reduce((s, r) => s + r.van, 0)];
  return taal === 'nl' ? `Van ${bekend} van de ${van} vakken op de ladder zien we verschillen tussen buurten of wijken` : `We see differences between buurten or wijken in ${bekend} of ${van} cells of the ladder`;
}

const opsomming = (treden: readonly TredeKennis[], taal: Taal): string => {
  const namen = treden.map((r) => tredeNaam(r.trede));
  return namen.length < 2 ? (namen[0] ?? '') : `${namen.slice(0, -1).join(', ')} ${taal === 'nl' ? 'en' : 'and'} ${namen.at(-1)}`;
};

/** How much is known on the first and on the last trede with a source, and why the others are empty. */
export function ladderGeheelZin(rij: readonly TredeKennis[], taal: Taal): string {
  const nl = taal === 'nl';
  const met = rij.filter((r) => !r.zonderBron && r.van > 0);
  const [eerste, laatste] = [met[0], met.at(-1)];
  const zonder = rij.filter((r) => r.zonderBron && r.van > 0);
  const delen: string[] = [];
  if (eerste && laatste) {
    const van = (r: TredeKennis): string => (nl ? `${r.bekend} van de ${r.van}` : `${r.bekend} of ${r.van}`);
    const begin = nl ? `Op trede ${tredeNaam(eerste.trede)} zien we bij ${van(eerste)} leefgebieden verschillen tussen buurten of wijken` : `On trede ${tredeNaam(eerste.trede)} we see differences between buurten or wijken in ${van(eerste)} areas of life`;
    delen.push(laatste === eerste ? `${begin}.` : nl ? `${begin}, op trede ${tredeNaam(laatste.trede)} bij ${van(laatste)}.` : `${begin}, on trede ${tredeNaam(laatste.trede)} in ${van(laatste)}.`);
    if (laatste !== eerste && laatste.alleenGemeente * 2 > laatste.van) delen.push(nl ? 'Daar kennen we vaak alleen de hele gemeente.' : 'There we often know the whole municipality only.');
  }
  if (zonder.length) delen.push(nl ? `Voor trede ${opsomming(zonder, taal)} is in deze editie geen bron aangesloten.` : `No source is connected for trede ${opsomming(zonder, taal)} in this edition.`);
  return delen.join(' ');
}

const NOOT: Record<string, Record<Taal, string>> = {
  nvt: { nl: 'N.v.t.: op deze trede bestaat voor dit leefgebied geen zinvolle indicator.', en: 'N/a: there is no meaningful indicator for this area of life on this trede.' },
  alleen_gemeente: { nl: 'Alleen gemeente: de bron geeft geen cijfer per gebied, of het gaat daar om te weinig mensen.', en: 'Municipality only: the source gives no figure per area, or too few people are involved there.' },
  alleen_wijk: { nl: 'Alleen wijk: per buurt is er geen cijfer, of het gaat daar om te weinig mensen.', en: 'Wijk only: there is no figure per buurt, or too few people are involved there.' },
  te_weinig_indicatoren: { nl: 'Te weinig cijfers: er is een cijfer, maar niet van genoeg indicatoren voor een oordeel over het leefgebied.', en: 'Too few figures: there is a figure, but not of enough indicators for a verdict on the area of life.' },
  geen_gegevens: { nl: 'Geen gegevens: er zijn hier geen cijfers waar een oordeel op kan rusten.', en: 'No data: there are no figures here that a verdict could rest on.' },
  geheim: { nl: 'Geheim: het gaat om te weinig mensen.', en: 'Confidential: too few people are involved.' },
};

/** Why cells of a ladder are empty: one sentence for each kind that occurs, and for no other. */
export function vakNoten(vakken: readonly Vak[], taal: Taal): string {
  const soorten = new Set(vakken.map((v) => (v.soort === 'leeg' ? v.reden : v.soort)));
  return Object.entries(NOOT).flatMap(([soort, zin]) => (soorten.has(soort) ? [zin[taal]] : [])).join(' ');
}
