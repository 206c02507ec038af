// SPDX-License-Identifier: EUPL-1.2
// The subjects of the method pages: what there is, in the two languages.
import type { Text } from './api/model';
import type { Taal } from './format';

interface KopModule {
  default: { titel: string; inleiding: string };
}
interface PaginaModule {
  default: Pagina;
}

export interface Pagina {
  titel: string;
  html: string;
  /** The headings of the page, with the anchor each has. */
  koppen: { id: string; tekst: string }[];
}

const KOPPEN = import.meta.glob<KopModule>('../../../docs/methods/*.{nl,en}.md', { query: '?kop', eager: true });
const PAGINAS = import.meta.glob<PaginaModule>('../../../docs/methods/*.{nl,en}.md', { query: '?pagina' });

export interface Onderwerp {
  id: string;
  titel: Text;
  inleiding: Text;
}

/** The questions that readers come with, the subjects that answer them, and each subject in one line. */
const VRAGEN: readonly { vraag: Text; leden: readonly [id: string, regel: Text][] }[] = [
  {
    vraag: { nl: 'Hoe zeker is dit cijfer?', en: 'How certain is this figure?' },
    leden: [
      ['intervals', { nl: 'De marge van elk aandeel en elk aantal.', en: 'The margin of every share and every count.' }],
      ['small-areas', { nl: 'Wat u over een buurt met weinig mensen wel kunt zeggen.', en: 'What can be said about a buurt with few people.' }],
      ['bym2', { nl: 'Cijfers van kleine gebieden, gesteund door hun buren.', en: 'Figures of small areas, supported by their neighbours.' }],
      ['synthetic', { nl: 'Een schatting per buurt uit het cijfer van de wijk.', en: 'An estimate per buurt from the figure of the wijk.' }],
    ],
  },
  {
    vraag: { nl: 'Is dit meer dan toeval?', en: 'Is this more than chance?' },
    leden: [
      ['control-charts', { nl: 'Welk gebied valt buiten de trechter, welk jaar buiten de kaart.', en: 'Which area lies outside the funnel, which year outside the chart.' }],
      ['likeness-of-neighbours', { nl: 'Of hoge cijfers bij elkaar liggen, en waar.', en: 'Whether high figures lie together, and where.' }],
      ['scan', { nl: 'De plek, en de tijd, waar het er meer zijn dan verwacht.', en: 'The place, and the time, where there are more than expected.' }],
    ],
  },
  {
    vraag: { nl: 'Verandert er iets?', en: 'Is something changing?' },
    leden: [
      ['trend-and-breaks', { nl: 'Of een reeks stijgt of daalt, of op één moment verspringt.', en: 'Whether a series rises or falls, or jumps at one moment.' }],
      ['alarms', { nl: 'Meer meldingen dan in eerdere weken en maanden.', en: 'More reports than in earlier weeks and months.' }],
    ],
  },
  {
    vraag: { nl: 'Wat zegt alles bij elkaar?', en: 'What does it say as a whole?' },
    leden: [['composite', { nl: 'Van losse indicatoren naar een score per leefgebied en trede.', en: 'From single indicators to a score per area of life and trede.' }]],
  },
];

const sleutel = (id: string, taal: Taal): string => `../../../docs/methods/${id}.${taal}.md`;

export const onderwerpen: readonly Onderwerp[] = Object.keys(KOPPEN)
  .flatMap((pad) => /([^/]+)\.nl\.md$/.exec(pad)?.[1] ?? [])
  .flatMap((id) => {
    const nl = KOPPEN[sleutel(id, 'nl')]?.default;
    const en = KOPPEN[sleutel(id, 'en')]?.default;
    return nl && en ? [{ id, titel: { nl: nl.titel, en: en.titel }, inleiding: { nl: nl.inleiding, en: en.inleiding } }] : [];
  })
  .sort((a, b) => a.titel.nl.localeCompare(b.titel.nl, 'nl'));

export interface Vraag {
  vraag: Text;
  leden: { onderwerp: Onderwerp; regel: Text }[];
}

/** The subjects under the question they answer; a subject without a question comes last, with its first paragraph. */
export function perVraag(): Vraag[] {
  const gezien = new Set(VRAGEN.flatMap((v) => v.leden.map(([id]) => id)));
  const groepen = VRAGEN.map((v) => ({
    vraag: v.vraag,
    leden: v.leden.flatMap(([id, regel]) => {
      const onderwerp = onderwerpen.find((o) => o.id === id);
      return onderwerp ? [{ onderwerp, regel }] : [];
    }),
  }));
  const rest = onderwerpen.filter((o) => !gezien.has(o.id)).map((onderwerp) => ({ onderwerp, regel: onderwerp.inleiding }));
  return [...groepen, { vraag: { nl: 'En verder', en: 'And also' }, leden: rest }].filter((v) => v.leden.length > 0);
}

/** The page of a subject; null when there is no such subject. */
export async function haalPagina(id: string, taal: Taal): Promise<Pagina | null> {
  const haal = PAGINAS[sleutel(id, taal)];
  return haal ? (await haal()).default : null;
}
