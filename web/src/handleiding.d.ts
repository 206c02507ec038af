// SPDX-License-Identifier: EUPL-1.2
declare module '*.md?kop' {
  const kop: { titel: string; inleiding: string };
  export default kop;
}
declare module '*.md?pagina' {
  const pagina: { titel: string; html: string; koppen: { id: string; tekst: string }[] };
  export default pagina;
}
