// SPDX-License-Identifier: EUPL-1.2
// The heading of the comparison page is what the picture shows. It counts the edition's own verdicts and adds none.
import { kortNaam, type Blik } from './blik';
import { getal, hoofdletter, inZin, metEenheid, telwoord, type Taal } from './format';
import { gebiedenWoord } from './regels';
import { samenhang, samenhangWoord } from './samenhang';
import { gewogen, ongunstigIn, type TapijtKolom } from './tapijt';
import { trendVan } from './trend';

const opsom = (namen: readonly string[], taal: Taal): string =>
  namen.length < 2 ? (namen[0] ?? '') : `${namen.slice(0, -1).join(', ')} ${taal === 'nl' ? 'en' : 'and'} ${namen.at(-1)}`;

/** What the denominator leaves out, said where it leaves something out. */
const alsMinder = (n: number, alle: number, taal: Taal): string => (n === alle ? '' : taal === 'nl' ? ' met een oordeel' : ' with a verdict');
const zonderOordeel = (b: Blik, taal: Taal): string => (taal === 'nl' ? `Hierover is geen oordeel in vergelijking met ${b.metNaam}` : `There is no verdict on this against ${b.metNaam}`);

/** Which areas are less favourable in a column; of all of them, or of the chosen. */
const ongunstig = (k: TapijtKolom, van: readonly number[]): number[] => van.filter((i) => k.cellen[i]?.oordeel === 'ongunstiger');
const metCijfer = (k: TapijtKolom, van: readonly number[]): number[] => van.filter((i) => k.cellen[i]?.waarde != null);

function tapijtKop(b: Blik, taal: Taal): string {
  const telling = b.tapijt.codes.map((_, i) => ({ i, n: ongunstigIn(b.tapijt, i) })).sort((x, y) => y.n - x.n || x.i - y.i);
  const eerste = telling[0];
  const soort = gebiedenWoord(b.niveau, 2, taal);
  if (!eerste || eerste.n === 0) return taal === 'nl' ? `Geen van de ${soort} is duidelijk ongunstiger dan ${b.metNaam}` : `None of the ${soort} is clearly less favourable than ${b.metNaam}`;
  const gelijk = telling.filter((x) => x.n === eerste.n);
  const van = b.tapijt.kolommen.filter((k) => gewogen(k, eerste.i)).length;
  const namen = opsom(gelijk.slice(0, 2).map((x) => b.namen[x.i] ?? ''), taal);
  if (gelijk.length > 2) return taal === 'nl' ? `${hoofdletter(telwoord(gelijk.length, taal))} ${soort} zijn het vaakst ongunstiger: elk ${eerste.n} keer` : `${hoofdletter(telwoord(gelijk.length, taal))} ${soort} are most often less favourable: ${eerste.n} times each`;
  const cijfers = gelijk.length === 1 ? (taal === 'nl' ? `bij ${eerste.n} van de ${van} cijfers${alsMinder(van, b.tapijt.kolommen.length, taal)}` : `in ${eerste.n} of ${van} figures${alsMinder(van, b.tapijt.kolommen.length, taal)}`) : taal === 'nl' ? `elk ${eerste.n} keer` : `${eerste.n} times each`;
  return taal === 'nl' ? `${namen} ${gelijk.length === 1 ? 'is' : 'zijn'} het vaakst ongunstiger: ${cijfers}` : `${namen} ${gelijk.length === 1 ? 'is' : 'are'} most often less favourable: ${cijfers}`;
}

/** Without verdicts the heading gives the range, and counts nothing. */
function bereikKop(b: Blik, k: TapijtKolom, naam: string, taal: Taal): string {
  const w = k.cellen.flatMap((c) => (c.waarde === null ? [] : [c.waarde]));
  const [laag, hoog] = [getal(Math.min(...w), k.ind.decimalen, taal), metEenheid(Math.max(...w), k.ind.eenheid, k.ind.decimalen, taal)];
  return taal === 'nl' ? `${naam}: per ${b.niveau} van ${laag} tot ${hoog}` : `${naam}: per ${b.niveau} from ${laag} to ${hoog}`;
}

function rijtjeKop(b: Blik, k: TapijtKolom, taal: Taal): string {
  const naam = kortNaam(k.ind, taal);
  const alle = [...k.cellen.keys()];
  const n = metCijfer(k, alle).length;
  const soort = gebiedenWoord(b.niveau, n, taal);
  const slecht = ongunstig(k, alle);
  if (!alle.some((i) => k.cellen[i]?.oordeel && k.cellen[i]?.oordeel !== 'geen_oordeel')) return bereikKop(b, k, naam, taal);
  const anders = alle.filter((i) => k.cellen[i]?.oordeel === 'hoger' || k.cellen[i]?.oordeel === 'lager').length;
  if (k.ind.richting === 'context')
    return anders === 0
      ? taal === 'nl' ? `${naam}: in de ${n} ${soort} nergens duidelijk anders dan ${b.metNaam}` : `${naam}: nowhere clearly different from ${b.metNaam} in ${n} ${soort}`
      : taal === 'nl' ? `${naam}: in ${anders} van de ${n} ${soort} duidelijk anders dan ${b.metNaam}` : `${naam}: clearly different from ${b.metNaam} in ${anders} of ${n} ${soort}`;
  if (slecht.length === 0) return taal === 'nl' ? `${naam}: nergens duidelijk ongunstiger dan ${b.metNaam}` : `${naam}: nowhere clearly less favourable than ${b.metNaam}`;
  return taal === 'nl' ? `${naam}: in ${slecht.length} van de ${n} ${soort} duidelijk ongunstiger dan ${b.metNaam}` : `${naam}: clearly less favourable than ${b.metNaam} in ${slecht.length} of ${n} ${soort}`;
}

function verloopKop(b: Blik, k: TapijtKolom, taal: Taal): string {
  const naam = kortNaam(k.ind, taal);
  const trends = b.gekozen.map((i) => ({ i, trend: trendVan(k.richting, b.p, i) }));
  const omhoog = trends.filter((x) => x.trend.soort === 'trend' && x.trend.richting === 'stijgend').map((x) => b.namen[x.i] ?? '');
  const omlaag = trends.filter((x) => x.trend.soort === 'trend' && x.trend.richting === 'dalend').map((x) => b.namen[x.i] ?? '');
  const delen = [
    omhoog.length ? (taal === 'nl' ? `stijgt in ${opsom(omhoog, taal)}` : `rises in ${opsom(omhoog, taal)}`) : '',
    omlaag.length ? (taal === 'nl' ? `daalt in ${opsom(omlaag, taal)}` : `falls in ${opsom(omlaag, taal)}`) : '',
  ].filter(Boolean);
  if (delen.length) return `${naam} ${delen.join(taal === 'nl' ? ' en ' : ' and ')}`;
  const slecht = ongunstig(k, b.gekozen);
  if (slecht.length) return taal === 'nl' ? `${naam}: ${opsom(slecht.map((i) => b.namen[i] ?? ''), taal)} ongunstiger dan ${b.metNaam}` : `${naam}: ${opsom(slecht.map((i) => b.namen[i] ?? ''), taal)} less favourable than ${b.metNaam}`;
  return taal === 'nl' ? `${naam}: geen duidelijk verschil of verloop in de gekozen ${gebiedenWoord(b.niveau, 2, taal)}` : `${naam}: no clear difference or course in the chosen ${gebiedenWoord(b.niveau, 2, taal)}`;
}

function spreidingKop(b: Blik, x: TapijtKolom, y: TapijtKolom, taal: Taal): string {
  const s = samenhang(x.cellen.map((c) => c.waarde), y.cellen.map((c) => c.waarde));
  const namen = `${kortNaam(x.ind, taal)} ${taal === 'nl' ? 'en' : 'and'} ${inZin(kortNaam(y.ind, taal))}`;
  if (s.rho === null) return taal === 'nl' ? `${namen}: te weinig ${gebiedenWoord(b.niveau, 2, taal)} om iets over samenhang te zeggen` : `${namen}: too few ${gebiedenWoord(b.niveau, 2, taal)} to say whether they go together`;
  return `${namen} ${samenhangWoord(s.rho, taal)}`;
}

function paarKop(b: Blik, een: TapijtKolom, ander: TapijtKolom, taal: Taal): string {
  const alle = b.gekozen.length ? b.gekozen : [...een.cellen.keys()];
  const beide = alle.filter((i) => een.cellen[i]?.oordeel && ander.cellen[i]?.oordeel && een.cellen[i]?.oordeel !== 'geen_oordeel' && ander.cellen[i]?.oordeel !== 'geen_oordeel');
  const anders = beide.filter((i) => (een.cellen[i]?.oordeel === 'ongunstiger') !== (ander.cellen[i]?.oordeel === 'ongunstiger'));
  const soort = gebiedenWoord(b.niveau, beide.length, taal);
  const wat = b.paar?.soort === 'bereik' ? (taal === 'nl' ? 'Bereik en behoefte' : 'Reach and need') : taal === 'nl' ? 'Registratie en beleving' : 'Registration and perception';
  if (beide.length === 0) return taal === 'nl' ? `${wat}: nergens is over allebei een oordeel` : `${wat}: nowhere is there a verdict on both`;
  if (beide.length === 1) {
    const naam = b.namen[beide[0] ?? -1] ?? '';
    if (taal === 'nl') return anders.length ? `${wat} lopen in ${naam} uiteen` : `${wat} wijzen in ${naam} dezelfde kant op`;
    return anders.length ? `${wat} differ in ${naam}` : `${wat} point the same way in ${naam}`;
  }
  if (anders.length === 0) return taal === 'nl' ? `${wat} wijzen overal dezelfde kant op` : `${wat} point the same way everywhere`;
  return taal === 'nl' ? `${wat} lopen in ${anders.length} van de ${beide.length} ${soort} uiteen` : `${wat} differ in ${anders.length} of ${beide.length} ${soort}`;
}

function panelenKop(b: Blik, taal: Taal): string {
  const alle = b.gekozen.length ? b.gekozen : b.tapijt.codes.map((_, i) => i);
  const telling = alle.map((i) => ({ i, n: b.kolommen.filter((k) => k.cellen[i]?.oordeel === 'ongunstiger').length })).sort((x, y) => y.n - x.n || x.i - y.i);
  const eerste = telling[0];
  const m = b.kolommen.filter((k) => alle.some((i) => gewogen(k, i))).length;
  if (m === 0) return zonderOordeel(b, taal);
  const mv = alsMinder(m, b.kolommen.length, taal);
  if (!eerste || eerste.n === 0) return taal === 'nl' ? `Op geen van de ${m} indicatoren${mv} duidelijk ongunstiger dan ${b.metNaam}` : `On none of the ${m} indicators${mv} clearly less favourable than ${b.metNaam}`;
  const naam = b.namen[eerste.i] ?? '';
  const gelijk = telling.filter((x) => x.n === eerste.n).length;
  if (gelijk > 2) return taal === 'nl' ? `${hoofdletter(telwoord(gelijk, taal))} ${gebiedenWoord(b.niveau, gelijk, taal)} zijn op ${eerste.n} van de ${m} indicatoren${mv} ongunstiger` : `${hoofdletter(telwoord(gelijk, taal))} ${gebiedenWoord(b.niveau, gelijk, taal)} are less favourable on ${eerste.n} of ${m} indicators${mv}`;
  const namen = opsom(telling.slice(0, gelijk).map((x) => b.namen[x.i] ?? naam), taal);
  return taal === 'nl' ? `${namen} ${gelijk === 1 ? 'is' : 'zijn'} op ${eerste.n} van de ${m} indicatoren${mv} ongunstiger` : `${namen} ${gelijk === 1 ? 'is' : 'are'} less favourable on ${eerste.n} of ${m} indicators${mv}`;
}

function profielenKop(b: Blik, taal: Taal): string {
  const rijen = b.tapijt.kolommen.filter((k) => b.gekozen.every((i) => gewogen(k, i)));
  if (rijen.length === 0) return zonderOordeel(b, taal);
  const mv = alsMinder(rijen.length, b.tapijt.kolommen.length, taal);
  const namen = opsom(b.gekozen.map((i) => b.namen[i] ?? ''), taal);
  if (b.gekozen.length === 1) {
    const n = ongunstigIn(b.tapijt, b.gekozen[0] ?? -1);
    return taal === 'nl' ? `${namen} is op ${n} van de ${rijen.length} indicatoren${mv} ongunstiger dan ${b.metNaam}` : `${namen} is less favourable than ${b.metNaam} on ${n} of ${rijen.length} indicators${mv}`;
  }
  const samen = rijen.filter((k) => b.gekozen.every((i) => k.cellen[i]?.oordeel === 'ongunstiger')).length;
  const kop = b.gekozen.length > 3 ? (taal === 'nl' ? `De ${telwoord(b.gekozen.length, taal)} gekozen ${gebiedenWoord(b.niveau, 2, taal)}` : `The ${telwoord(b.gekozen.length, taal)} chosen ${gebiedenWoord(b.niveau, 2, taal)}`) : namen;
  if (samen === 0) return taal === 'nl' ? `${kop} hebben geen ongunstig cijfer gemeen` : `${kop} have no less favourable figure in common`;
  return taal === 'nl' ? `${kop} zijn op ${samen} van de ${rijen.length} indicatoren${mv} samen ongunstiger` : `${kop} are less favourable together on ${samen} of ${rijen.length} indicators${mv}`;
}

/** The heading for what is chosen; a choice without figures says so. */
export function kopVan(b: Blik, taal: Taal): string {
  const [a, c] = b.kolommen;
  if (b.keuze.indicatoren.length > 0 && !a) return taal === 'nl' ? `Hier zijn geen cijfers per ${b.niveau}` : `There are no figures per ${b.niveau} here`;
  if (!b.vergeleken && b.kolommen.length !== 1 && b.kolommen.length !== 2) return taal === 'nl' ? `Met ${b.metNaam} is hier niet vergeleken` : `There is no comparison with ${b.metNaam} here`;
  if (!a) return b.gekozen.length ? profielenKop(b, taal) : tapijtKop(b, taal);
  if (!c) return b.gekozen.length > 1 ? verloopKop(b, a, taal) : rijtjeKop(b, a, taal);
  if (b.kolommen.length > 2) return panelenKop(b, taal);
  if (!b.paar) return spreidingKop(b, a, c, taal);
  return a.ind.id === b.paar.een.id ? paarKop(b, a, c, taal) : paarKop(b, c, a, taal);
}

