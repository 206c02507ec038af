// SPDX-License-Identifier: EUPL-1.2
// The method pages of docs/ as pages of the site, made when it is built, so that there is one text. `x.md?kop` gives title and first
// paragraph, `x.md?pagina` the whole page as HTML. The text is ours and is checked with the repository; it holds no HTML of its own.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Marked, type Tokens } from 'marked';
import type { Plugin } from 'vite';

const ONDERWERP = /^(?:\.\/)?([a-z0-9-]+)\.(?:nl|en)\.md(#.*)?$/;

/** The anchor of a heading. */
const anker = (tekst: string): string =>
  tekst
    .toLowerCase()
    .replace(/<[^>]*>/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

function lezer(): Marked {
  const marked = new Marked({ gfm: true });
  marked.use({
    renderer: {
      html: () => '',
      link({ href, tokens }: Tokens.Link): string {
        const tekst = this.parser.parseInline(tokens);
        const zelfde = ONDERWERP.exec(href);
        if (zelfde) return `<a href="/methode/${zelfde[1]}">${tekst}</a>`;
        return /^https:\/\//.test(href) ? `<a href="${href}" rel="noreferrer">${tekst}</a>` : tekst;
      },
      // Wide things scroll by themselves and can be reached with the keyboard.
      // An indented block is a formula; a block with a language is an example that runs with the tests.
      code({ text, lang }: Tokens.Code): string {
        const veilig = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
        return `<pre class="${lang ? 'voorbeeld' : 'formule'}" tabindex="0"><code>${veilig}</code></pre>`;
      },
      heading({ tokens, depth }: Tokens.Heading): string {
        const tekst = this.parser.parseInline(tokens);
        return `<h${depth} id="${anker(tekst)}">${tekst}</h${depth}>`;
      },
      table(token: Tokens.Table): string {
        const rij = (cellen: Tokens.TableCell[], soort: string): string => `<tr>${cellen.map((c) => `<${soort}>${this.parser.parseInline(c.tokens)}</${soort}>`).join('')}</tr>`;
        return `<div class="breed" tabindex="0" role="region" aria-label="Tabel"><table class="t"><thead>${rij(token.header, 'th')}</thead><tbody>${token.rows.map((r) => rij(r, 'td')).join('')}</tbody></table></div>`;
      },
    },
  });
  return marked;
}

export function handleiding(): Plugin {
  const marked = lezer();
  return {
    name: 'trede-handleiding',
    enforce: 'pre',
    load(id) {
      const [pad = '', wat] = id.split('?');
      if (!pad.endsWith('.md') || (wat !== 'kop' && wat !== 'pagina')) return null;
      this.addWatchFile(pad);
      const tekst = readFileSync(pad, 'utf8').replace(/^<!--.*?-->\n/, '');
      const titel = /^# (.+)$/m.exec(tekst)?.[1] ?? basename(pad, '.md');
      const romp = tekst.replace(/^# .+\n/m, '').trim();
      if (wat === 'kop') {
        const eerste = romp.split(/\n\n/)[0] ?? '';
        return `export default ${JSON.stringify({ titel, inleiding: marked.parseInline(eerste.replaceAll('\n', ' ')) })};`;
      }
      const koppen = [...romp.matchAll(/^## (.+)$/gm)].map(([, kop = '']) => {
        const tekst = String(marked.parseInline(kop));
        return { id: anker(tekst), tekst };
      });
      return `export default ${JSON.stringify({ titel, html: marked.parse(romp), koppen })};`;
    },
  };
}
