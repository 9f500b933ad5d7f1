import assert from 'node:assert/strict';
import { pageHtml } from '../../../../src/views/tasks/pageHtml.ts';

describe('the HTML of a page', () => {
  const html = pageHtml({ nonce: 'abc', script: 'https://x/p.js', style: 'https://x/p.css', language: 'zh-CN' });

  it('lets run and look like something only what has the nonce, and nothing come from anywhere', () => {
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
    assert.equal(policy, "default-src 'none'; script-src 'nonce-abc'; style-src 'nonce-abc'");
  });

  it('has one script and one style, both from files', () => {
    assert.deepEqual(html.match(/<script[^>]*>/g), ['<script type="module" nonce="abc" src="https://x/p.js">']);
    assert.deepEqual(html.match(/<(?:link|style)[^>]*>/g), [
      '<link rel="stylesheet" nonce="abc" href="https://x/p.css">',
    ]);
    assert.doesNotMatch(html, /\son\w+=|\sstyle=/);
  });

  it('lets nothing break out of an attribute', () => {
    const hostile = pageHtml({ nonce: 'abc', script: 'x"><img src=y>', style: "x'&", language: '<' });
    assert.doesNotMatch(hostile, /<img|x'&"/);
  });
});
