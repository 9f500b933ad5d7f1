/** A colour of the page's style, as it is in the theme of now. */
export function colorOf(name: string): string {
  return getComputedStyle(document.body).getPropertyValue(`--page-${name}`).trim();
}

/** That of the editor, for what is painted. */
export function fontOf(): string {
  return `11px ${getComputedStyle(document.body).fontFamily}`;
}

/** VS Code tells the theme by the attributes of the body, and its colours by the style of the document. */
export function watchTheme(onChange: () => void): void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
}
