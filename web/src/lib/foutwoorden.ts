// SPDX-License-Identifier: EUPL-1.2
// What went wrong, said to a reader: what it means for them and what they can do. No codes, no blame.
import { ApiFout } from './api/client';
import type { Text } from './api/model';

const ONDERDELEN: Record<string, Text> = {
  edities: { nl: 'de lijst van edities', en: 'the list of editions' },
  editie: { nl: 'de gegevens van deze editie', en: 'the data of this edition' },
  gebieden: { nl: 'de lijst van gebieden', en: 'the list of areas' },
  ladder: { nl: 'de indeling van de ladder', en: 'the layout of the ladder' },
  indicatoren: { nl: 'de lijst van onderwerpen', en: 'the list of subjects' },
  'eigen-gebieden': { nl: 'de eigen gebieden', en: 'the own areas' },
  bronnen: { nl: 'de lijst van bronnen', en: 'the list of sources' },
  waarnemingen: { nl: 'de cijfers van dit onderwerp', en: 'the figures of this subject' },
  profielen: { nl: 'de cijfers per gebied', en: 'the figures per area' },
  scores: { nl: 'de scores', en: 'the scores' },
  scoring: { nl: 'de rekenregels van de scores', en: 'the rules of the scores' },
  signalen: { nl: 'de signalen', en: 'the signals' },
  vergelijkbaar: { nl: 'de vergelijkbare gebieden', en: 'the comparable areas' },
  kaarten: { nl: 'de kaart', en: 'the map' },
  verhalen: { nl: 'de verhalen', en: 'the stories' },
  rapport: { nl: 'het verslag van de bouw', en: 'the report of the build' },
  privacy: { nl: 'het privacyrapport', en: 'the privacy report' },
  concordantie: { nl: 'de lijst van oude en nieuwe codes', en: 'the list of old and new codes' },
};
const ONBEKEND: Text = { nl: 'een onderdeel', en: 'a part' };

export const onderdeelNaam = (onderdeel: string): Text => ONDERDELEN[onderdeel] ?? ONBEKEND;

/** A page's code that could not be fetched: after a new version of the site the old files are gone. */
export const isNieuweVersie = (fout: unknown): boolean => fout instanceof Error && /dynamically imported module|importing a module script|error loading dynamically/i.test(fout.message);

export interface Uitleg {
  kop: Text;
  zin: Text;
  /** What the button does: ask again, or load the whole page anew; null: neither helps. */
  weg: 'opnieuw' | 'herlaad' | null;
}

const REST: Text = { nl: 'De rest van de pagina kunt u gewoon gebruiken.', en: 'You can use the rest of the page as usual.' };
const KEUZE: Text = { nl: 'Wat u koos, blijft staan.', en: 'What you chose stays.' };

const zinVan = (fout: ApiFout, zonderNet: boolean): Text => {
  const wat = onderdeelNaam(fout.onderdeel);
  switch (fout.soort) {
    case 'niet_gevonden':
      return { nl: `Deze editie heeft dit niet: ${wat.nl}.`, en: `This edition does not have it: ${wat.en}.` };
    case 'netwerk':
      return zonderNet
        ? { nl: 'U bent offline. Dit hebt u op dit apparaat nog niet eerder geopend, dus het is nu niet te zien.', en: 'You are offline. You have not opened this on this device before, so it cannot be shown now.' }
        : { nl: 'Er is geen verbinding met de server. Controleer uw verbinding en probeer het opnieuw.', en: 'There is no connection with the server. Check your connection and try again.' };
    case 'bezet':
      return { nl: 'De server is even bezet of wordt bijgewerkt. Probeer het over een minuut opnieuw.', en: 'The server is busy or is being updated. Try again in a minute.' };
    case 'vorm':
      return { nl: `De server gaf een antwoord dat niet klopt: ${wat.nl}. Daarom tonen we het niet.`, en: `The server gave an answer that is not right: ${wat.en}. That is why we do not show it.` };
    case 'gestopt':
      return { nl: 'U wilde niet langer wachten. Niets is verloren.', en: 'You did not want to wait any longer. Nothing is lost.' };
    case 'te_traag':
      return { nl: 'De server gaf te lang geen antwoord.', en: 'The server did not answer for too long.' };
    default:
      return { nl: 'De server gaf een fout. Probeer het later opnieuw.', en: 'The server gave an error. Try again later.' };
  }
};

const kopVan = (fout: unknown): Text => {
  if (!(fout instanceof ApiFout)) return { nl: 'Hier ging iets mis in deze website', en: 'Something went wrong in this website' };
  if (fout.soort === 'niet_gevonden') return { nl: 'Dit onderdeel is er niet', en: 'This part is not here' };
  if (fout.soort === 'gestopt') return { nl: 'Gestopt met ophalen', en: 'Stopped fetching' };
  return { nl: 'De cijfers konden niet worden opgehaald', en: 'The figures could not be fetched' };
};

/** `deel`: the name of the section that fails, when it has one; `heel`: the whole page fails. */
export function legUit(fout: unknown, deel: Text | null, heel: boolean, zonderNet: boolean): Uitleg {
  const plak = (a: Text, b: Text): Text => ({ nl: `${a.nl} ${b.nl}`, en: `${a.en} ${b.en}` });
  const kop = deel ? { nl: `${deel.nl}: ${kopVan(fout).nl.charAt(0).toLowerCase()}${kopVan(fout).nl.slice(1)}`, en: `${deel.en}: ${kopVan(fout).en.charAt(0).toLowerCase()}${kopVan(fout).en.slice(1)}` } : kopVan(fout);
  if (isNieuweVersie(fout))
    return zonderNet
      ? { kop, zin: { nl: 'U bent offline en deze pagina is nog niet op dit apparaat bewaard.', en: 'You are offline and this page has not been kept on this device yet.' }, weg: 'herlaad' }
      : { kop: { nl: 'Laad deze pagina opnieuw', en: 'Load this page again' }, zin: { nl: 'Er is waarschijnlijk een nieuwe versie van deze website.', en: 'There is probably a new version of this website.' }, weg: 'herlaad' };
  if (!(fout instanceof ApiFout))
    return { kop, zin: plak({ nl: 'Dat ligt niet aan u.', en: 'It is not your doing.' }, !heel ? REST : { nl: 'De andere pagina’s kunt u gewoon gebruiken.', en: 'You can use the other pages as usual.' }), weg: 'opnieuw' };
  return { kop, zin: plak(zinVan(fout, zonderNet), !heel ? REST : KEUZE), weg: fout.soort === 'niet_gevonden' ? null : 'opnieuw' };
}
