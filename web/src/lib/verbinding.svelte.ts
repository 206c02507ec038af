// SPDX-License-Identifier: EUPL-1.2
// Whether what the reader sees comes from the server now, or from what was kept of an earlier visit (sw.ts).

let bewaard = $state.raw<Date | null>(null);
let zonderNet = $state(typeof navigator !== 'undefined' && navigator.onLine === false);

/** A device says that it is back on a network before that network carries anything: what then fails is asked again after these waits, in ms. */
export const NOG_EENS = [3_000, 10_000];

export const verbinding = {
  /** When the list of editions was fetched, when that was on an earlier visit; null when it is fresh. */
  get bewaard(): Date | null {
    return bewaard;
  },
  /** The device itself says that it has no network. */
  get zonderNet(): boolean {
    return zonderNet;
  },
};

export function meldStand(kop: string | null): void {
  const moment = kop === null ? null : new Date(kop);
  bewaard = moment && Number.isFinite(moment.getTime()) ? moment : null;
}

export function volgNetwerk(weerTerug: () => void): () => void {
  const weg = () => {
    zonderNet = true;
  };
  const terug = () => {
    zonderNet = false;
    for (const na of [0, ...NOG_EENS]) setTimeout(weerTerug, na);
  };
  window.addEventListener('offline', weg);
  window.addEventListener('online', terug);
  return () => {
    window.removeEventListener('offline', weg);
    window.removeEventListener('online', terug);
  };
}
