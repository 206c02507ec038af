// SPDX-License-Identifier: EUPL-1.2
// Starts the service worker (werker/sw.ts), and takes it away where the server no longer has one. Where a browser forbids it, the site
// works as always, without a memory.

const ADRES = '/sw.js';

async function ruimOp(): Promise<void> {
  for (const r of await navigator.serviceWorker.getRegistrations()) await r.unregister();
  for (const naam of await caches.keys()) if (naam.startsWith('trede-')) await caches.delete(naam);
}

/** The server has no worker for readers: sw.js was taken off the site. */
async function isAfgeschaft(): Promise<boolean> {
  try {
    const { status } = await fetch(ADRES, { method: 'HEAD', cache: 'no-store' });
    return status === 404 || status === 410;
  } catch {
    return false;
  }
}

function vroegeVragen(): string[] {
  const hier = performance.getEntriesByType('resource').map((r) => r.name);
  return [...new Set(hier.filter((a) => a.startsWith(`${location.origin}/`)))];
}

export async function startWerker(): Promise<void> {
  try {
    if (!('serviceWorker' in navigator) || !isSecureContext) return;
    const eerste = navigator.serviceWorker.controller === null;
    const registratie = await navigator.serviceWorker.register(ADRES, { updateViaCache: 'none' });
    if (!eerste) await registratie.update();
    else {
      const { active } = await navigator.serviceWorker.ready;
      active?.postMessage({ bewaar: vroegeVragen() });
    }
  } catch {
    if (await isAfgeschaft()) await ruimOp().catch(() => undefined);
  }
}
