// SPDX-License-Identifier: EUPL-1.2
// Walking over the rug: one stop for the Tab key, that moves along with the focus.
// Cells are plain: the table handles pointing, focus and choosing for all of them, so that a hundred rows stay quick.
export interface Plek {
  /** −1: the row of headings. */
  rij: number;
  /** −1: the column of names. */
  kolom: number;
  el: HTMLElement;
}

export class Loper {
  #hier: HTMLElement | null = null;
  constructor(private readonly tabel: () => HTMLTableElement | undefined) {}

  /** The cell or heading button at a place. */
  op(rij: number, kolom: number): HTMLElement | null {
    const tabel = this.tabel();
    if (rij < 0) return tabel?.querySelectorAll<HTMLElement>('thead button')[kolom] ?? null;
    const tr = tabel?.tBodies[0]?.rows[rij];
    return kolom < 0 ? (tr?.cells[0]?.querySelector('button') ?? null) : (tr?.cells[kolom + 1] ?? null);
  }
  /** Where in the rug something happened. */
  plekVan(doel: EventTarget | null): Plek | null {
    const cel = (doel as Element | null)?.closest<HTMLTableCellElement>('td[role=gridcell], th.kolom, tbody th');
    const tr = cel?.parentElement as HTMLTableRowElement | null;
    if (!cel || !tr) return null;
    const rij = tr.parentElement?.tagName === 'THEAD' ? -1 : tr.sectionRowIndex;
    return { rij, kolom: cel.cellIndex - 1, el: cel.querySelector('button') ?? cel };
  }
  zet(el: HTMLElement): void {
    if (this.#hier !== el) this.#hier?.setAttribute('tabindex', '-1');
    this.#hier = el;
    el.setAttribute('tabindex', '0');
  }
  naar(rij: number, kolom: number): void {
    const el = this.op(rij, kolom);
    el?.focus({ preventScroll: true });
    el?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
  /** There is a stop, also when other rows or columns have come. */
  begin(): void {
    if (this.#hier?.isConnected) return;
    const eerste = this.op(0, 0);
    if (eerste) this.zet(eerste);
  }
}
