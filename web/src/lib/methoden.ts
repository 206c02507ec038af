// SPDX-License-Identifier: EUPL-1.2
// The subjects of the method pages: what there is, in the two languages.
import type { Text } from './api/model';
import type { Taal } from './format';

interface KopModule {
  default: { titel: string; inleiding: string };
}
interface PaginaModule {
  default: { titel: string; html: string };
}

const KOPPEN = import.meta.glob<KopModule>('../../../docs/methods/*.{nl,en}.md', { query: '?kop', eager: true });
const PAGINAS = import.meta.glob<PaginaModule>('../../../docs/methods/*.{nl,en}.md', { query: '?pagina' });

export interface Onderwerp {
  id: string;
  titel: Text;
  inleiding: Text;
}

const sleutel = (id: string, taal: Taal): string => `../../../docs/methods/${id}.${taal}.md`;

export const onderwerpen: readonly Onderwerp[] = Object.keys(KOPPEN)
  .flatMap((pad) => /([^/]+)\.nl\.md$/.exec(pad)?.[1] ?? [])
  .flatMap((id) => {
    const nl = KOPPEN[sleutel(id, 'nl')]?.default;
    const en = KOPPEN[sleutel(id, 'en')]?.default;
    return nl && en ? [{ id, titel: { nl: nl.titel, en: en.titel }, inleiding: { nl: nl.inleiding, en: en.inleiding } }] : [];
  })
  .sort((a, b) => a.titel.nl.localeCompare(b.titel.nl, 'nl'));

/** The page of a subject; null when there is no such subject. */
export async function haalPagina(id: string, taal: Taal): Promise<{ titel: string; html: string } | null> {
  const haal = PAGINAS[sleutel(id, taal)];
  return haal ? (await haal()).default : null;
}
