interface PageParts {
  /** Of this one loading; nobody can know it before. */
  readonly nonce: string;
  readonly script: string;
  readonly style: string;
  /** Of the words, as browsers name it. */
  readonly language: string;
}

/** The empty page, into which its own script draws; nothing else runs on it, and nothing comes from anywhere else. */
export function pageHtml({ nonce, script, style, language }: PageParts): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" nonce="${nonce}" href="${escaped(style)}">
</head>
<body>
<main></main>
<script type="module" nonce="${nonce}" src="${escaped(script)}"></script>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
