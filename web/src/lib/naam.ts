// SPDX-License-Identifier: EUPL-1.2
// Names come from files of others. Signs that turn the direction of writing, and other invisible control characters, are left out: they
// would change the text around them. A word without end gets places to break, and a name without end is cut short.

const ONZICHTBAAR = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const LANGSTE = 80;
const LANGSTE_WOORD = 28;
const GEWOON = /^[ -~\u00a0-\u024f\u2013\u2019]{0,80}$/;

export function netteNaam(naam: string): string {
  if (GEWOON.test(naam) && !/\S{29}/.test(naam)) return naam;
  const kaal = naam.replace(ONZICHTBAAR, '');
  const kort = kaal.length > LANGSTE ? `${kaal.slice(0, LANGSTE - 1).trimEnd()}…` : kaal;
  return kort.replace(new RegExp(`(\\S{${LANGSTE_WOORD}})(?=\\S)`, 'g'), '$1\u200b');
}
