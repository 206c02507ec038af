// SPDX-License-Identifier: EUPL-1.2
export const CSP: string;
export function start(poort?: number): Promise<{ basis: string; stop: () => Promise<unknown> }>;
