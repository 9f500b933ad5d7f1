/** What texts of a hostile server repeat: the beginnings of secrets, of escapes and of what encloses them. */
const repeated = [
  ...[
    'x',
    ' ',
    '"',
    "'",
    '\\',
    '\\"',
    '\\\\',
    '{',
    '[',
    '{"a":',
    '}',
    '%',
    '%25',
    '%2525',
    '%5c',
    '\\u0022',
    '&quot;',
    '&#0',
  ],
  ...['passw', 'password', 'password ', 'password=', '"password":', '"password":"', '"password":"\\"', '"password",'],
  ...[
    'password\\',
    'password"',
    'password{',
    '<password>',
    'name=password ',
    '{"x":"password"',
    'auth ',
    'AUTH ',
    'password(',
    'password <a>',
    'sk is ',
    '密码',
    '密码为',
    '-a ',
  ],
  ...['tok/', 'tok/En+', 'sk/', 'sk\\\\', 'sk%5c', 'a:b@', '@', '://', '=', '-----BEGIN', '-----END', 'Aa1', '0'],
];

/** Texts of about that length. */
export function hostileTexts(length: number): readonly string[] {
  return repeated.map((text) => text.repeat(Math.ceil(length / text.length)));
}
