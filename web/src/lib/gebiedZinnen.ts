// SPDX-License-Identifier: EUPL-1.2
// The sentences of an area page: its conclusion, the heading of its ladder, the verdict of a row. Computed from the figures, never written by hand.
import type { Gebied } from './editie';
import { getal, hoofdletter, inZin, marge, metEenheid, telwoord, tredeNaam, zinnen, type Taal } from './format';
import type { Vak } from './profiel';
import { onzeker, zeker, type Rij } from './rij';
import { ladderWoord, OORDEEL_WOORD } from './vergelijk';

export interface Stand {
  ongunstig: number;
  met: number;
}

export function oordeelWoord(r: Rij, taal: Taal): string {
  if (!r.oordeel) return '–';
  return (r.graad === null ? OORDEEL_WOORD[r.oordeel] : ladderWoord(r.graad))[taal];
}

/** The certain difference that is farthest from the reference, on one side; measured figures go before estimates, and an uncertain figure makes no sentence. */
export function uitschieter(rijen: readonly Rij[], kant: 'ongunstiger' | 'gunstiger'): Rij | null {
  const model = (r: Rij): number => (r.cijfer.soort === 'waarde' && r.cijfer.merken.includes('modelschatting') ? 1 : 0);
  const kan = rijen.filter((r) => r.cijfer.soort === 'waarde' && r.oordeel === kant && !onzeker(r) && r.referentie != null && r.z != null);
  return [...kan].sort((a, b) => model(a) - model(b) || Math.abs(b.z ?? 0) - Math.abs(a.z ?? 0) || a.ind.id.localeCompare(b.ind.id))[0] ?? null;
}

/** The sentence names the trede of the figure where it is another one than the sentence before was about. */
function cijferZin(r: Rij, kant: 'ongunstiger' | 'gunstiger', { trede, refNaam: met, taal }: Conclusie): string {
  if (r.cijfer.soort !== 'waarde' || r.referentie == null) return '';
  const eigenTrede = tredeNaam(r.ind.trede ?? '');
  const naam = `${eigenTrede && eigenTrede !== trede ? `${taal === 'en' ? 'on' : 'op'} trede ${eigenTrede} ` : ''}${inZin(r.ind.naam[taal])}`;
  const { onder, boven } = r.cijfer;
  const speling = onder != null && boven != null ? ` (${taal === 'en' ? 'margin' : 'marge'} ${marge(onder, boven, r.ind.decimalen, taal)})` : '';
  const eigen = `${metEenheid(r.cijfer.waarde, r.ind.eenheid, r.ind.decimalen, taal)}${speling}`;
  const ref = metEenheid(r.referentie, r.ind.eenheid, r.ind.decimalen, taal);
  if (taal === 'en') return kant === 'ongunstiger' ? `What stands out most: ${naam}, ${eigen} against ${ref} in ${met}.` : `More favourable is ${naam}: ${eigen} against ${ref}.`;
  return kant === 'ongunstiger' ? `Het meest valt op: ${naam}, ${eigen} tegen ${ref} in ${met}.` : `Gunstiger is juist: ${naam}, ${eigen} tegen ${ref}.`;
}

export interface Conclusie {
  gebied: Gebied;
  stand: Stand;
  rijen: readonly Rij[];
  trede: string;
  leefgebieden: number;
  refNaam: string;
  taal: Taal;
}

/** Whether most figures of an area on the trede of the sentence were estimated with a model: then the sentence rests on them. */
function vooralModel({ rijen, trede, taal }: Conclusie): string {
  const hier = rijen.flatMap((r) => (tredeNaam(r.ind.trede ?? '') === trede && r.cijfer.soort === 'waarde' ? [r.cijfer.merken] : []));
  if (hier.filter((m) => m.includes('modelschatting')).length * 2 <= hier.length) return '';
  return taal === 'en' ? 'Most figures on this trede are modelled estimates.' : 'De meeste cijfers op deze trede zijn modelschattingen.';
}

/** In how many of the leefgebieden with enough figures an area is less favourable. */
function standZin({ gebied, stand, trede, refNaam, taal }: Conclusie): string {
  const n = telwoord(stand.ongunstig, taal);
  const m = telwoord(stand.met, taal);
  const geen = stand.ongunstig === 0;
  if (taal === 'en') {
    if (stand.met === 1) return `In ${gebied.naam} only one area of life has enough figures on trede ${trede}. It is ${geen ? 'not ' : ''}less favourable than the average of ${refNaam}.`;
    const twee = stand.met === 2;
    return `In ${gebied.naam} ${geen ? `${twee ? 'neither' : 'none'} of the ${m}` : stand.ongunstig === stand.met ? (twee ? 'both' : `all ${m}`) : `${n} of the ${m}`} areas of life with enough figures ${stand.ongunstig > 1 ? 'are' : 'is'} less favourable on trede ${trede} than the average of ${refNaam}.`;
  }
  if (stand.met === 1) return `In ${gebied.naam} heeft maar één leefgebied genoeg cijfers op trede ${trede}. Dat staat er ${geen ? 'niet ' : ''}ongunstiger voor dan gemiddeld in ${refNaam}.`;
  return `In ${gebied.naam} ${stand.ongunstig > 1 ? 'staan' : 'staat'} ${stand.ongunstig === stand.met ? (stand.met === 2 ? 'beide' : `alle ${m}`) : `${geen ? 'geen' : n} van de ${m}`} leefgebieden met genoeg cijfers er op trede ${trede} ongunstiger voor dan gemiddeld in ${refNaam}.`;
}

/** The same in short, for a heading that is folded. */
export function tegelijkZin(stand: Stand, trede: string, taal: Taal): string {
  const [n, m, geen] = [telwoord(stand.ongunstig, taal), telwoord(stand.met, taal), stand.ongunstig === 0];
  if (stand.met === 0) return '';
  if (taal === 'en') {
    if (stand.met === 1) return `Only one area of life has enough figures on trede ${trede}.`;
    return hoofdletter(`${geen ? 'none' : n} of ${m} areas of life less favourable${stand.ongunstig > 1 ? ' at once' : ''} on trede ${trede}.`);
  }
  if (stand.met === 1) return `Maar één leefgebied heeft genoeg cijfers op trede ${trede}.`;
  return hoofdletter(`${geen ? 'geen' : n} van de ${m} leefgebieden${stand.ongunstig > 1 ? ' tegelijk' : ''} ongunstiger op trede ${trede}.`);
}

/** What a reader takes along when only one sentence is read. */
export function conclusie(vraag: Conclusie): string {
  const { gebied, stand, rijen, leefgebieden, taal } = vraag;
  const en = taal === 'en';
  if (stand.met === 0) {
    if (gebied.leeg) return en ? 'Nobody lives here. That is why there are no figures about people.' : 'Hier woont niemand. Daarom zijn er geen cijfers over mensen.';
    return en ? 'We say nothing about this area: there are too few figures.' : 'Over dit gebied doen we geen uitspraak: er zijn te weinig cijfers.';
  }
  const eerste = standZin(vraag);
  const slecht = uitschieter(rijen, 'ongunstiger');
  const goed = uitschieter(rijen, 'gunstiger');
  const zonder = leefgebieden - stand.met;
  const rest = zonder === 0 ? '' : en ? `About ${telwoord(zonder, 'en')} ${zonder === 1 ? 'area' : 'areas'} of life we give no verdict on this trede.` : `Over ${telwoord(zonder, 'nl')} ${zonder === 1 ? 'leefgebied' : 'leefgebieden'} geven we op deze trede geen oordeel.`;
  return zinnen(eerste, slecht && cijferZin(slecht, 'ongunstiger', vraag), goed && cijferZin(goed, 'gunstiger', vraag), rest, vooralModel(vraag));
}

/** Of a whole gemeente: in which of its wijken several leefgebieden are less favourable at the same time. */
export function conclusieGeheel(delen: readonly { naam: string; stand: Stand }[], trede: string, taal: Taal): string {
  const SAMEN = 3;
  const bekend = delen.filter((d) => d.stand.met > 0);
  if (bekend.length === 0) return '';
  const veel = bekend.filter((d) => d.stand.ongunstig >= SAMEN).sort((a, b) => b.stand.ongunstig - a.stand.ongunstig || a.naam.localeCompare(b.naam, 'nl'));
  const namen = `${veel.slice(0, 4).map((d) => d.naam).join(', ')}${veel.length > 4 ? (taal === 'en' ? ' and others' : ' en andere') : ''}`;
  // Words for two small numbers, figures as soon as one of them has no word: never "two of 20".
  const woorden = /\D/.test(telwoord(bekend.length, taal));
  const [n, m] = [veel.length, bekend.length].map((x) => (woorden ? telwoord(x, taal) : getal(x, 0, taal)));
  if (bekend.length === 1) {
    if (taal === 'en') return `In the only wijk with figures ${veel.length === 0 ? 'no three' : 'three or more'} areas of life are less favourable on trede ${trede} at the same time${namen && `: ${namen}`}.`;
    return `In de enige wijk met cijfers staan ${veel.length === 0 ? 'geen drie' : 'drie of meer'} leefgebieden er op trede ${trede} tegelijk ongunstiger voor${namen && `: ${namen}`}.`;
  }
  if (taal === 'en')
    return veel.length === 0
      ? `In ${bekend.length === 2 ? 'neither' : 'none'} of the ${m} wijken with figures are three or more areas of life less favourable on trede ${trede} at the same time.`
      : `In ${bekend.length === 2 && veel.length === 2 ? 'both' : `${n} of the ${m}`} wijken with figures three or more areas of life are less favourable on trede ${trede} at the same time: ${namen}.`;
  return veel.length === 0
    ? `In geen van de ${m} wijken met cijfers staan drie of meer leefgebieden er op trede ${trede} tegelijk ongunstiger voor.`
    : `In ${bekend.length === 2 && veel.length === 2 ? 'beide' : `${n} van de ${m}`} wijken met cijfers staan drie of meer leefgebieden er op trede ${trede} tegelijk ongunstiger voor: ${namen}.`;
}

/** The heading of the ladder: on which treden something is less favourable. */
export function ladderKop(treden: readonly string[], vakken: (trede: string) => Vak[], taal: Taal): string {
  if (!treden.some((tr) => vakken(tr).some((v) => v.soort === 'score'))) return taal === 'en' ? 'Nothing can be said on any trede' : 'Op geen enkele trede is iets te zeggen';
  const met = treden.filter((tr) => vakken(tr).some((v) => v.soort === 'score' && v.klasse >= 2)).map((tr) => `trede ${tredeNaam(tr)}`);
  if (met.length === 0) return taal === 'en' ? 'On no trede less favourable' : 'Op geen enkele trede ongunstiger';
  if (met.length === treden.length && met.length > 2) return taal === 'en' ? 'Less favourable on every trede' : 'Ongunstiger op elke trede';
  const rij = met.length === 1 ? met[0] : `${met.slice(0, -1).join(', ')} ${taal === 'en' ? 'and' : 'én'} ${met.at(-1)}`;
  return taal === 'en' ? `Less favourable on ${rij}` : `Ongunstiger op ${rij}`;
}

/** How many of the rows lie where: the gist of the spine table. */
export function spineZin(rijen: readonly Rij[], taal: Taal): string {
  const met = rijen.filter((r) => r.cijfer.soort === 'waarde');
  const ongunstig = met.filter((r) => r.oordeel === 'ongunstiger').length;
  const gunstig = met.filter((r) => r.oordeel === 'gunstiger').length;
  const rest = met.filter((r) => !zeker(r)).length;
  return taal === 'en'
    ? `${ongunstig} certainly less favourable, ${gunstig} certainly more favourable, ${rest} not to be told apart.`
    : `${ongunstig} zeker ongunstiger, ${gunstig} zeker gunstiger, ${rest} niet te onderscheiden.`;
}
