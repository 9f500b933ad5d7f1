import MarkdownIt from 'markdown-it';

/** What a reader sees of a Markdown text, and what it is made of. */
export interface RenderedMarkdown {
  /** Names of all elements, in order. */
  readonly elements: readonly string[];
  /** Without the blanks around. */
  readonly text: string;
  /** The text of each cell of its tables, heads included. */
  readonly cells: readonly string[];
}

/** Renders as the editor's preview does, and more: with HTML, and with links of whatever resembles one. */
export function renderMarkdown(markdown: string): RenderedMarkdown {
  const html = new MarkdownIt({ html: true, linkify: true }).render(markdown);
  const elements = [...html.matchAll(/<(?!\/)([^\s>]+)/g)].map(([, name = '']) => name);
  const cells = [...html.matchAll(/<t[hd]>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = '']) => textOf(cell));
  return { elements, text: textOf(html), cells };
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function textOf(html: string): string {
  const text = html.replace(/<[^>]*>/g, '').replace(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole);
  return text.replace(/ +/g, ' ').trim();
}
