// SPDX-License-Identifier: EUPL-1.2
// The language of the text of a story, for the captions and figures in it: a reader of English may be given a Dutch text.
import { getContext, setContext } from 'svelte';
import type { Taal } from './format';
import { route } from './route.svelte';

const SLEUTEL = Symbol('verhaaltaal');

export const zetVerhaaltaal = (taal: () => Taal): (() => Taal) => setContext(SLEUTEL, taal);
export const verhaaltaal = (): (() => Taal) => getContext<(() => Taal) | undefined>(SLEUTEL) ?? (() => route.taal);
